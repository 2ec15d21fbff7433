import socketserver, sys, time

class Daytime(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.wfile.write(time.strftime("%Y-%m-%dT%H:%M:%S\r\n").encode())
        except OSError:
            pass

class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

with Server(("localhost", int(sys.argv[1])), Daytime) as server:
    server.serve_forever()

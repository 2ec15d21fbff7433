import socketserver
import sys
import time


class Daytime(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(time.ctime().encode() + b"\r\n")


class Server(socketserver.TCPServer):
    allow_reuse_address = True


with Server(("127.0.0.1", int(sys.argv[1])), Daytime) as server:
    server.serve_forever()

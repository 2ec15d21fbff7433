# mistake: address-in-use
import socketserver, sys, time
class H(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(time.ctime().encode() + b"\n")
socketserver.TCPServer(("127.0.0.1", int(sys.argv[1])), H).serve_forever()

import socketserver
import sys


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        while chunk := self.rfile.read1(65536):
            self.wfile.write(chunk)


socketserver.TCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Echo).serve_forever()

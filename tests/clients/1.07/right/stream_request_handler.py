import os
import socket
import socketserver
import sys
import urllib.parse

DIR = sys.argv[2]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.talk()
        except OSError:
            pass

    def talk(self):
        first = self.rfile.readline(65537)
        for line in self.rfile:
            if line in (b"\r\n", b"\n"):
                break
        else:
            return
        method, target, _ = first.decode("iso-8859-1").split()
        names = [name for name in urllib.parse.unquote(target).split("/") if name]
        path = os.path.join(DIR, *names)
        if method != "GET":
            self.send("501 Not Implemented", b"sorry")
        elif os.pardir in names or not os.path.isfile(path) or os.path.islink(path):
            self.send("404 Not Found", b"not here")
        else:
            with open(path, mode="rb") as file:
                self.send("200 OK", file.read())

    def send(self, status, body):
        self.wfile.write(b"HTTP/1.1 " + status.encode() + b"\r\n")
        self.wfile.write(b"Content-Type: application/octet-stream\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n")
        self.wfile.write(body)
        self.connection.shutdown(socket.SHUT_WR)
        while self.rfile.read(65536):
            pass


socketserver.TCPServer.allow_reuse_address = True
socketserver.TCPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()

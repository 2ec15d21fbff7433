import os
import selectors
import socket
import sys
from urllib.parse import unquote

sel = selectors.DefaultSelector()
root = os.path.realpath(sys.argv[2]) + os.sep


class Conn:
    def __init__(self, sock):
        self.sock, self.inbuf, self.outbuf = sock, bytearray(), None
        sock.setblocking(False)
        sel.register(sock, selectors.EVENT_READ, self)

    def on(self, events):
        try:
            if events & selectors.EVENT_READ:
                data = self.sock.recv(32768)
                if not data:
                    return self.drop()
                if self.outbuf is None:
                    self.inbuf += data
                    if b"\r\n\r\n" in self.inbuf:
                        self.outbuf = memoryview(self.answer())
                        sel.modify(self.sock, selectors.EVENT_READ | selectors.EVENT_WRITE, self)
            if events & selectors.EVENT_WRITE and self.outbuf is not None:
                n = self.sock.send(self.outbuf[:50000])
                self.outbuf = self.outbuf[n:]
                if not len(self.outbuf):
                    self.sock.shutdown(socket.SHUT_WR)
                    sel.modify(self.sock, selectors.EVENT_READ, self)
        except BlockingIOError:
            pass
        except OSError:
            self.drop()

    def answer(self):
        method, target = self.inbuf.split(b" ", 2)[:2]
        status, body = b"404 Not Found", b""
        path = os.path.realpath(root + unquote(target.decode()))
        if method != b"GET":
            status = b"501 Not Implemented"
        elif path.startswith(root) and os.path.isfile(path):
            status, body = b"200 OK", open(path, "rb").read()
        return b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (status, len(body), body)

    def drop(self):
        sel.unregister(self.sock)
        self.sock.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
sel.register(listener, selectors.EVENT_READ)
while True:
    for key, events in sel.select():
        if key.fileobj is listener:
            Conn(listener.accept()[0])
        else:
            key.data.on(events)

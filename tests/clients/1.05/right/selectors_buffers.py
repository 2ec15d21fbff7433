"""One thread, many clients; a client's remainder waits in a buffer of its own."""
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Client:
    def __init__(self, conn):
        self.conn, self.buf, self.eof = conn, bytearray(), False
        conn.setblocking(False)
        selector.register(conn, READ, self)

    def ready(self, mask):
        try:
            if mask & READ:
                chunk = self.conn.recv(65536)
                self.buf += chunk
                self.eof = not chunk
            if mask & WRITE:
                del self.buf[:self.conn.send(self.buf)]
        except BlockingIOError:
            return
        except OSError:
            self.eof, self.buf = True, bytearray()
        wanted = (WRITE if self.buf else 0) | (READ if not self.eof and len(self.buf) < 1000000 else 0)
        if wanted:
            selector.modify(self.conn, wanted, self)
        else:
            selector.unregister(self.conn)
            self.conn.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector.register(listener, READ, None)
while True:
    for key, mask in selector.select():
        if key.data:
            key.data.ready(mask)
        else:
            Client(listener.accept()[0])

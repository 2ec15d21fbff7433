"""One thread and a selector: a chunk that could not be sent stops the reading from its source."""
import selectors
import socket
import sys


class Side:
    def __init__(self, sock, number, arrow):
        self.sock, self.number, self.arrow = sock, number, arrow
        self.to_send = b""          # what the other side said, and this one has not taken
        self.ended = self.shut = self.closed = False

    def want(self):
        events = 0
        if not self.ended and not self.other.to_send:
            events |= selectors.EVENT_READ
        if self.to_send:
            events |= selectors.EVENT_WRITE
        if self.sock in selector.get_map():
            selector.unregister(self.sock)
        if events and not self.closed:
            selector.register(self.sock, events, self)

    def read(self):
        chunk = self.sock.recv(16384)
        print(self.number, self.arrow, chunk if chunk else "EOF", flush=True)
        if chunk:
            self.other.to_send = chunk
            self.other.write()
        else:
            self.ended = True
            self.other.finish()

    def write(self):
        try:
            self.to_send = self.to_send[self.sock.send(self.to_send):]
        except BlockingIOError:
            pass
        self.finish()

    def finish(self):
        if self.other.ended and not self.to_send and not self.shut:
            self.shut = True
            self.sock.shutdown(socket.SHUT_WR)
        if self.shut and self.other.shut:
            self.close()

    def close(self):
        for side in (self, self.other):
            side.closed = True
            if side.sock.fileno() >= 0 and side.sock in selector.get_map():
                selector.unregister(side.sock)
            side.sock.close()


selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=20)
selector.register(listener, selectors.EVENT_READ)
number = 0
while True:
    for key, events in selector.select():
        if key.fileobj is listener:
            conn, address = listener.accept()
            number += 1
            try:
                server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
            except OSError:
                conn.close()
                continue
            pair = Side(conn, number, "->"), Side(server, number, "<-")
            pair[0].other, pair[1].other = pair[1], pair[0]
            for side in pair:
                side.sock.setblocking(False)
                side.want()
            continue
        side = key.data
        if side.closed:
            continue
        try:
            if events & selectors.EVENT_WRITE:
                side.write()
            if events & selectors.EVENT_READ and not side.closed:
                side.read()
        except OSError:
            side.close()
        if not side.closed:
            side.want()
            side.other.want()

# mistake: lost
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ)
guests = []


class Guest:
    def __init__(self, conn):
        self.conn = conn
        self.name = None
        self.incoming = b""
        conn.setblocking(False)
        selector.register(conn, selectors.EVENT_READ, self)
        guests.append(self)

    def say(self, line):
        if self.conn is None:
            return
        try:
            self.conn.send(line + b"\r\n")
        except BlockingIOError:
            pass
        except OSError:
            self.gone()

    def read(self):
        try:
            chunk = self.conn.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            return self.gone()
        self.incoming += chunk
        while b"\n" in self.incoming and self.conn is not None:
            line, _, self.incoming = self.incoming.partition(b"\n")
            self.line(line.rstrip(b"\r"))

    def line(self, line):
        if self.name is not None:
            if line == b"/who":
                self.say(b"* here: " + b" ".join(sorted(g.name for g in guests if g.name)))
            else:
                self.tell(self.name + b": " + line)
        elif not line or any(g.name == line for g in guests):
            self.say(b"* %s is taken" % line if line else b"* no name")
            self.gone()
        else:
            self.name = line
            self.say(b"* welcome " + line)
            self.tell(b"* %s joined" % line)

    def tell(self, line):
        for guest in list(guests):
            if guest is not self and guest.name:
                guest.say(line)

    def gone(self):
        if self.conn is None:
            return
        selector.unregister(self.conn)
        self.conn.close()
        self.conn = None
        guests.remove(self)
        if self.name:
            self.tell(b"* %s left" % self.name)


while True:
    for key, _ in selector.select():
        if key.data is None:
            Guest(listener.accept()[0])
            continue
        if key.data.conn is not None:
            key.data.read()

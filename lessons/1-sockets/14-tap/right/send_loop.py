"""Plain threads; send in a loop, a list of lines printed by one thread, the threads connect themselves."""
import queue
import socket
import sys
from threading import Thread

lines = queue.Queue(100)


def printer():
    while True:
        sys.stdout.write(lines.get() + "\n")
        sys.stdout.flush()


class Pump(Thread):
    def __init__(self, a, b, prefix):
        super().__init__(daemon=True)
        self.a, self.b, self.prefix = a, b, prefix

    def run(self):
        try:
            for chunk in iter(lambda: self.a.recv(30000), b""):
                lines.put(self.prefix + repr(chunk))
                view = memoryview(chunk)
                while view:
                    view = view[self.b.send(view):]
            lines.put(self.prefix + "EOF")
            self.b.shutdown(socket.SHUT_WR)
        except OSError:
            for each in (self.a, self.b):
                try:
                    each.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def pair(client, number):
    try:
        server = socket.socket()
        server.connect((sys.argv[2], int(sys.argv[3])))
    except OSError:
        client.close()
        return
    pumps = [Pump(client, server, "%d -> " % number), Pump(server, client, "%d <- " % number)]
    for pump in pumps:
        pump.start()
    for pump in pumps:
        pump.join()
    client.close()
    server.close()


Thread(target=printer, daemon=True).start()
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
number = 0
while True:
    client, _ = listener.accept()
    number += 1
    Thread(target=pair, args=(client, number), daemon=True).start()

import select
import socketserver
import sys
import threading

room = {}
room_lock = threading.RLock()


class Chat(socketserver.StreamRequestHandler):
    def handle(self):
        self.name = None
        self.dropped = False
        try:
            self.talk()
        except OSError:
            pass
        finally:
            if self.name:
                with room_lock:
                    del room[self.name]
                    self.others("* {} left".format(self.name))

    def talk(self):
        name = self.rfile.readline().decode().strip()
        with room_lock:
            if not name:
                return self.send("* no name")
            if name in room:
                return self.send("* {} is taken".format(name))
            room[name] = self
            self.name = name
            self.send("* welcome " + name)
            self.others("* {} joined".format(name))
        while True:
            line = self.rfile.readline().decode()
            if not line:
                return
            line = line.strip("\r\n")
            with room_lock:
                if line == "/who":
                    self.send("* here: " + " ".join(sorted(room)))
                else:
                    self.others(self.name + ": " + line)

    def others(self, line):
        for other in list(room.values()):
            if other is not self:
                other.send(line)

    def send(self, line):
        """Whoever makes us wait for half a second is dropped."""
        data = line.encode() + b"\r\n"
        try:
            while data and not self.dropped:
                if not select.select([], [self.connection], [], 0.5)[1]:
                    raise OSError("reads nothing")
                data = data[self.connection.send(data[:1000]):]
        except OSError:
            self.dropped = True
            try:
                self.connection.shutdown(2)
            except OSError:
                pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 30


Server(("127.0.0.1", int(sys.argv[1])), Chat).serve_forever()

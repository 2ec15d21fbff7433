# mistake: sent-other
import socket
import sys
import threading
from queue import Queue


class Person(threading.Thread):
    everybody = {}
    door = threading.Lock()

    def __init__(self, conn):
        super().__init__(daemon=True)
        self.conn = conn
        self.mail = Queue()

    def run(self):
        rest = b""
        name = None
        while True:
            try:
                data = self.conn.recv(8192)
            except OSError:
                break
            if data == b"":
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                line = line.decode("ascii").rstrip("\r")
                if name is None:
                    name = self.enter(line)
                    if name is None:
                        return
                elif line == "/who":
                    with self.door:
                        self.mail.put("* here: " + " ".join(self.everybody))
                else:
                    self.tell(name, name + ": " + line)
        if name:
            with self.door:
                del self.everybody[name]
            self.tell(name, "* " + name + " left")
        self.mail.put(None)
        self.conn.close()

    def enter(self, name):
        with self.door:
            problem = "* no name" if not name else "* {} is taken".format(name) if name in self.everybody else None
            if problem is None:
                self.mail.put("* welcome " + name)
                self.everybody[name] = self
        if problem:
            self.conn.sendall(problem.encode() + b"\r\n")
            self.conn.close()
            return None
        threading.Thread(target=self.postman, daemon=True).start()
        self.tell(name, "* " + name + " joined")
        return name

    def tell(self, name, line):
        with self.door:
            people = [person for other, person in self.everybody.items() if other != name]
            for person in people:
                person.mail.put(line)

    def postman(self):
        while True:
            line = self.mail.get()
            if line is None:
                return
            try:
                self.conn.sendall(line.encode("ascii"))
                self.conn.sendall(b"\r\n")
            except OSError:
                return


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, _ = listener.accept()
    Person(conn).start()

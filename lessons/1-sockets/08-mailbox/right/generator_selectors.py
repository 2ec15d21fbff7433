import os
import selectors
import socket
import sys

FOLDER = sys.argv[2]
os.makedirs(FOLDER, exist_ok=True)
count = 0


def between(line):
    return line[line.find(b"<") + 1:line.find(b">")]


def conversation():
    """Gets lines, gives replies."""
    global count
    line = yield b"220 hello"
    sender, to = b"", []
    while True:
        verb = line[:4].lower()
        if verb == b"mail":
            sender, to = between(line), []
            answer = b"250 from"
        elif verb == b"rcpt" and sender:
            to = to + [between(line)]
            answer = b"250 to"
        elif verb == b"data" and to:
            text = [b"from " + sender] + [b"to " + each for each in to] + [b""]
            line = yield b"354 text"
            while line != b".":
                text.append(line)
                line = yield None
            count += 1
            with open(os.path.join(FOLDER, str(count) + ".txt"), "wb") as file:
                file.write(b"\r\n".join(text) + b"\r\n")
            sender, to = b"", []
            answer = b"250 stored"
        elif verb in (b"rcpt", b"data"):
            answer = b"503 later"
        elif verb == b"quit":
            yield b"221 bye"
            return
        else:
            if verb == b"rset":
                sender, to = b"", []
            answer = b"250 ok" if verb in (b"ehlo", b"helo", b"noop", b"rset") else b"500 no"
        line = yield answer


class Client:
    def __init__(self, conn):
        self.conn, self.buf, self.talk = conn, b"", conversation()
        conn.send(next(self.talk) + b"\r\n")

    def ready(self):
        """False when it is over."""
        chunk = self.conn.recv(1000)
        self.buf += chunk
        *lines, self.buf = self.buf.split(b"\r\n")
        try:
            for line in lines:
                answer = self.talk.send(line)
                if answer:
                    self.conn.sendall(answer + b"\r\n")
            next_is_end = lines and answer == b"221 bye"
            return chunk and not next_is_end
        except StopIteration:
            return False


selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        try:
            if key.fileobj is listener:
                conn, _ = listener.accept()
                selector.register(conn, selectors.EVENT_READ, Client(conn))
            elif not key.data.ready():
                selector.unregister(key.fileobj)
                key.fileobj.close()
        except OSError:
            if key.fileobj is not listener:
                selector.unregister(key.fileobj)
                key.fileobj.close()

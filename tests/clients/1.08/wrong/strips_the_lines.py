# mistake: file-differs
import os, socket, sys
port = int(sys.argv[1]); folder = sys.argv[2]
os.makedirs(folder, exist_ok=True)
number = 0
class Lines:
    def __init__(self, conn): self.conn, self.buf = conn, b""
    def next(self):
        while b"\r\n" not in self.buf:
            chunk = self.conn.recv(4096)
            if not chunk: raise EOFError
            self.buf += chunk
        line, _, self.buf = self.buf.partition(b"\r\n")
        return line
def addr(line): return line[line.index(b"<")+1:line.rindex(b">")]
def serve(conn):
    global number
    lines = Lines(conn)
    say = lambda s: conn.sendall(s + b"\r\n")
    say(b"220 ready")
    sender, rcpts = None, []
    while True:
        line = lines.next(); up = line.upper()
        if up.startswith((b"EHLO ", b"HELO ")): say(b"250 hello")
        elif up.startswith(b"MAIL FROM:<"): sender, rcpts = addr(line), []; say(b"250 ok")
        elif up.startswith(b"RCPT TO:<"):
            if sender is None: say(b"503 MAIL first")
            else: rcpts.append(addr(line)); say(b"250 ok")
        elif up == b"DATA":
            if not rcpts: say(b"503 RCPT first"); continue
            say(b"354 go on")
            body = []
            while (l := lines.next()) != b".": body.append(l.rstrip())
            number += 1
            head = [b"from " + sender] + [b"to " + r for r in rcpts] + [b""]
            with open(os.path.join(folder, f"{number}.txt"), "wb") as f:
                f.write(b"".join(x + b"\r\n" for x in head + body))
            sender, rcpts = None, []
            say(b"250 stored")
        elif up == b"RSET": sender, rcpts = None, []; say(b"250 ok")
        elif up == b"NOOP": say(b"250 ok")
        elif up == b"QUIT": say(b"221 bye"); return
        else: say(b"500 what?")
with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            try: serve(conn)
            except (OSError, EOFError): pass

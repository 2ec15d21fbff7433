# mistake: not-text
import selectors, socket, sys, time
PORT, LIMIT = int(sys.argv[1]), float(sys.argv[2])
sel = selectors.DefaultSelector()
waiting = None
tables = set()

class Player:
    def __init__(self, sock):
        self.sock, self.buf, self.table, self.open = sock, b"", None, True
    def say(self, text):
        if self.open:
            try:
                self.sock.sendall(text.encode() + b"\r\n")
            except OSError:
                pass
    def close(self):
        if self.open:
            self.open = False
            sel.unregister(self.sock)
            self.sock.close()

class Table:
    def __init__(self, a, b):
        self.p, self.turn, self.heap = [a, b], 0, 12
        a.table = b.table = self
        tables.add(self)
        for x in self.p: x.say("start 12")
        self.ask()
    def ask(self):
        self.p[self.turn].say("your turn")
        self.deadline = time.monotonic() + LIMIT
    def end(self):
        tables.discard(self)
        for x in self.p: x.close()
    def other(self, x):
        return self.p[1 - self.p.index(x)]

def line_from(p, line):
    line = line.decode().encode()
    t = p.table
    if t is None or t.p[t.turn] is not p:
        p.say("not your turn"); return
    n = {b"take 1": 1, b"take 2": 2, b"take 3": 3}.get(line)
    if n is None or n > t.heap:
        p.say("illegal move"); return
    t.heap -= n
    for x in t.p: x.say(f"heap {t.heap}")
    if t.heap == 0:
        p.say("you win"); t.other(p).say("you lose"); t.end()
    else:
        t.turn = 1 - t.turn
        t.ask()

def readable(p):
    global waiting
    try:
        d = p.sock.recv(4096)
    except BlockingIOError:
        return
    except OSError:
        d = b""
    if not d:
        if p is waiting:
            waiting = None; p.close()
        elif p.table in tables:
            t = p.table
            t.other(p).say("you win: opponent left"); t.end()
        else:
            p.close()
        return
    p.buf += d
    while b"\n" in p.buf and p.open:
        line, _, p.buf = p.buf.partition(b"\n")
        if line.endswith(b"\r"): line = line[:-1]
        line_from(p, line)

ls = socket.create_server(("127.0.0.1", PORT))
ls.setblocking(False)
sel.register(ls, selectors.EVENT_READ, None)
while True:
    wait = None
    if tables:
        wait = max(0, min(t.deadline for t in tables) - time.monotonic())
    ev = sel.select(wait)
    # first players, then new ones
    for key, _ in sorted(ev, key=lambda e: e[0].data is None):
        if key.data is None:
            try:
                c, _ = ls.accept()
            except OSError:
                continue
            p = Player(c)
            sel.register(c, selectors.EVENT_READ, p)
            if waiting is None:
                waiting = p; p.say("waiting")
            else:
                w, waiting = waiting, None
                Table(w, p)
        elif key.data.open:
            readable(key.data)
    now = time.monotonic()
    for t in list(tables):
        if now >= t.deadline:
            t.p[t.turn].say("you lose: too slow")
            t.p[1 - t.turn].say("you win: opponent too slow")
            t.end()

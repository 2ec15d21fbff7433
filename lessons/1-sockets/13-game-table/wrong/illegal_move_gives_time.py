# mistake: time-restarted
"""selectors, one thread."""
import selectors, socket, sys, time
port, limit = int(sys.argv[1]), float(sys.argv[2])
sel = selectors.DefaultSelector()
waiting = None; tables = set()
class Player:
    def __init__(s, c): s.c, s.buf, s.table, s.open = c, b"", None, True; sel.register(c, selectors.EVENT_READ, s)
    def say(s, *lines):
        try: s.c.sendall("".join(l + "\r\n" for l in lines).encode())
        except OSError: pass
    def close(s):
        global waiting
        if s.open: s.open = False; sel.unregister(s.c); s.c.close()
        if waiting is s: waiting = None
    def line(s, l):
        t = s.table
        if t is None or t.turn is not s: s.say("not your turn"); return
        n = {b"take 1": 1, b"take 2": 2, b"take 3": 3}.get(l)
        if n is None or n > t.heap: s.say("illegal move"); t.until = time.monotonic() + limit; return
        t.heap -= n; o = t.other(s)
        for p in t.p: p.say(f"heap {t.heap}")
        if t.heap == 0: t.end(s, "you win", "you lose")
        else: t.give(o)
    def readable(s):
        try: x = s.c.recv(4096)
        except OSError: x = b""
        s.buf += x
        while s.open and b"\n" in s.buf:
            l, _, s.buf = s.buf.partition(b"\n")
            s.line(l[:-1] if l.endswith(b"\r") else l)
        if not x and s.open:
            if s.table:
                o = s.table.other(s); o.say("you win: opponent left"); o.close(); tables.discard(s.table)
            s.close()
class Table:
    def __init__(t, a, b):
        t.p = (a, b); t.heap = 12; a.table = b.table = t; tables.add(t)
        for p in t.p: p.say("start 12")
        t.give(a)
    def other(t, p): return t.p[1] if p is t.p[0] else t.p[0]
    def give(t, p): t.turn = p; t.until = time.monotonic() + limit; p.say("your turn")
    def end(t, winner, w, l):
        winner.say(w); t.other(winner).say(l)
        for p in t.p: p.close()
        tables.discard(t)
L = socket.create_server(("127.0.0.1", port), backlog=50); sel.register(L, selectors.EVENT_READ)
while True:
    left = min((t.until for t in tables), default=None)
    for key, _ in sel.select(None if left is None else max(0, left - time.monotonic())):
        if key.fileobj is L:
            p = Player(L.accept()[0])
            if waiting is None: waiting = p; p.say("waiting")
            else: a, waiting = waiting, None; Table(a, p)
        elif key.data.open: key.data.readable()
    now = time.monotonic()
    for t in list(tables):
        if t.until <= now: t.end(t.other(t.turn), "you win: opponent too slow", "you lose: too slow")

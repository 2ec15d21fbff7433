# mistake: not-as-said
import queue, socket, sys, threading
port = int(sys.argv[1])
lock = threading.Lock(); here = {}
class Client:
    def __init__(s, conn): s.conn, s.q, s.buf = conn, queue.Queue(), b""
    def line(s):
        while b"\n" not in s.buf:
            x = s.conn.recv(65536)
            if not x: return None
            s.buf += x
        l, _, s.buf = s.buf.partition(b"\n")
        return l[:-1] if l.endswith(b"\r") else l
    def writer(s):
        try:
            while (l := s.q.get()) is not None: s.conn.sendall(l + b"\r\n")
        except OSError: pass
        try: s.conn.shutdown(socket.SHUT_RDWR)
        except OSError: pass
    def put(s, l):
        if s.q.qsize() > 1500:
            try: s.conn.shutdown(socket.SHUT_RDWR)
            except OSError: pass
            return
        s.q.put(l)
def others(me, l):
    for c in here.values():
        if c is not me: c.put(l)
def serve(conn):
    c = Client(conn); name = None; th = None
    try:
        name = c.line()
        if name is None: return
        if name == b"": conn.sendall(b"* no name\r\n"); name = None; return
        with lock:
            taken = name in here
            if not taken:
                here[name] = c; c.put(b"* welcome " + name); others(c, b"* " + name + b" joined")
        if taken:
            conn.sendall(b"* " + name + b" is taken\r\n"); name = None; return
        th = threading.Thread(target=c.writer, daemon=True); th.start()
        while (l := c.line()) is not None:
            with lock:
                if l.startswith(b"/who"): c.put(b"* here: " + b" ".join(sorted(here)))
                else: others(c, name + b": " + l)
    except OSError: pass
    finally:
        if th:
            with lock: del here[name]; others(c, b"* " + name + b" left")
            c.q.put(None)
            try: conn.shutdown(socket.SHUT_RDWR)
            except OSError: pass
            th.join()
        conn.close()
with socket.create_server(("127.0.0.1", port), backlog=50) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=serve, args=(conn,), daemon=True).start()

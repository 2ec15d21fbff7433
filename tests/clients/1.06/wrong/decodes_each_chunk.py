# mistake: output-differs
"""ends after first row per key; decode per chunk of recv"""
import socket, struct, sys
host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
HEADER = struct.Struct("!IB")
def exact(n):
    s = b""
    t = ""
    while len(s) < n:
        chunk = conn.recv(min(n - len(s), 65536))
        if not chunk: sys.exit("database: closed too early")
        s += chunk; t += chunk.decode(errors="replace")
    return s, t
with socket.create_connection((host, port)) as conn:
    def ask(op, text):
        b = text.encode()
        conn.sendall(HEADER.pack(len(b), op) + b)
        while True:
            n, op = HEADER.unpack(exact(5)[0])
            body = exact(n)[1]
            if op == 4: return
            if op == 5: sys.exit("database: " + body)
            yield body
    list(ask(1, f"{user} {password}"))
    for key in sys.argv[5:]:
        for v in ask(2, key):
            print(f"{key}={v}", flush=True)

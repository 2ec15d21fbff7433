# mistake: short-header
import socket, sys, struct
H = struct.Struct("!IB")
def exact(conn, n):
    data = b""
    while len(data) < n:
        c = conn.recv(n - len(data))
        if not c: raise ConnectionError("gone")
        data += c
    return data
def ask(conn, op, text):
    body = text.encode()
    conn.sendall(H.pack(len(body), op) + body)
    rows = []
    while True:
        head = conn.recv(5)
        if len(head) < 5:
            raise ConnectionError("the server closed")
        n, o = H.unpack(head)
        b = exact(conn, n).decode()
        if o == 4: return rows
        if o == 5: raise ConnectionError(b)
        rows.append(b)
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
        ask(conn, 1, sys.argv[3] + " " + sys.argv[4])
        for key in sys.argv[5:]:
            for v in ask(conn, 2, key): print(f"{key}={v}")
except OSError as p:
    sys.exit(f"db: {p}")

# mistake: on-stdout
import socket, struct, sys
host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
HEADER = struct.Struct("!IB")
def exact(n):
    parts = []
    while n:
        chunk = conn.recv(min(n, 65536))
        if not chunk: sys.exit("database: closed too early")
        parts.append(chunk); n -= len(chunk)
    return b"".join(parts)
def frame():
    n, op = HEADER.unpack(exact(5))
    return op, exact(n).decode()
def send(op, text):
    b = text.encode()
    conn.sendall(HEADER.pack(len(b), op) + b)
def answer():
    while True:
        op, body = frame()
        if op == 4: return
        if op == 5: print("database: " + body); return
        yield body
with socket.create_connection((host, port)) as conn:
    try:
        send(1, f"{user} {password}")
        list(answer())
        for key in sys.argv[5:]:
            send(2, key)
            for v in answer():
                print(f"{key}={v}", flush=True)
    except OSError as e:
        sys.exit(f"database: {e}")

# mistake: exit-status
"""The plain one: a buffer and partition."""
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
buffer = b""
def read_line(conn):
    global buffer
    while b"\n" not in buffer:
        chunk = conn.recv(4096)
        if len(buffer) > 8192: sys.exit("line too long")
        if not chunk:
            sys.exit("stamp: the server closed too early")
        buffer += chunk
    line, _, buffer = buffer.partition(b"\n")
    return line
with socket.create_connection((host, port)) as conn:
    for text in sys.stdin.buffer:
        conn.sendall(text.rstrip(b"\n") + b"\n")
        while True:
            line = read_line(conn)
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
            if not line.startswith(b"* "):
                break

# mistake: cut-off-request
import os, socket, sys
from urllib.parse import unquote
root = os.path.realpath(sys.argv[2])
def reply(conn, status, body):
    conn.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
    conn.shutdown(socket.SHUT_WR)
    while conn.recv(65536): pass
def serve(conn):
    f = conn.makefile("rb")
    first = f.readline()
    if not first.endswith(b"\r\n"):
        return
    method, target, version = first.decode().split()
    while f.readline() not in (b"\r\n", b""):     # header lines, to the blank line (or the end)
        pass
    if method != "GET":
        if method == "HEAD":
            return reply(conn, "404 Not Found", b"")
        return reply(conn, "501 Not Implemented", b"no\n")
    path = os.path.realpath(os.path.join(root, unquote(target).lstrip("/")))
    if path.startswith(os.path.join(root, "")) and os.path.isfile(path):
        return reply(conn, "200 OK", open(path, "rb").read())
    reply(conn, "404 Not Found", b"none\n")
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as l:
    while True:
        conn, _ = l.accept()
        with conn:
            try: serve(conn)
            except (OSError, ValueError) as e: print(e, file=sys.stderr)

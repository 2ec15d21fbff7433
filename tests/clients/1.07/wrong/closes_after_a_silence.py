# mistake: unread-request
import socket, sys, os
from urllib.parse import unquote
port = int(sys.argv[1]); folder = os.path.realpath(sys.argv[2])
def answer(head):
    words = head.split(b"\r\n")[0].split(b" ")
    if len(words) != 3: return "400 Bad Request", b"bad"
    if words[0] != b"GET": return "405 Method Not Allowed", b"only GET"
    try:
        target = unquote(words[1].decode("ascii"), errors="strict")
        if not target.startswith("/") or "\0" in target: return "400 Bad Request", b"bad"
        path = os.path.realpath(folder + "/" + target[1:].lstrip("/"))
        if not path.startswith(folder + os.sep): return "404 Not Found", b"none"
        with open(path, "rb") as f: return "200 OK", f.read()
    except (OSError, ValueError):
        return "404 Not Found", b"none"
def serve(conn):
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = conn.recv(65536)
        if not chunk: return
        data += chunk
    status, body = answer(data.partition(b"\r\n\r\n")[0])
    conn.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
    conn.settimeout(0.2)
    while conn.recv(65536): pass
with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            try: serve(conn)
            except OSError: pass

# mistake: no-404
import os
import socket
import sys
import threading
from urllib.parse import unquote

PORT = int(sys.argv[1])
ROOT = os.path.realpath(sys.argv[2])


def handle(conn):
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = conn.recv(4096)
        if not chunk:
            return
        data += chunk
    method, target, version = data.split(b"\r\n")[0].decode().split()
    status, body = "404 Not Found", b"not found\n"
    path = os.path.realpath(ROOT + unquote(target))
    if method != "GET":
        status = "405 Method Not Allowed"
    elif path.startswith(ROOT + os.sep):
        status = "200 OK"
        with open(path, "rb") as f:
            body = f.read()
    conn.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    conn.shutdown(socket.SHUT_WR)
    while conn.recv(4096):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", PORT))
while True:
    conn, addr = server.accept()
    threading.Thread(target=handle, args=(conn,)).start()

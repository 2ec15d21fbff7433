# mistake: line-ends bad-header
import os
import socket
import sys
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
    elif path.startswith(ROOT + os.sep) and os.path.isfile(path):
        status = "200 OK"
        with open(path, "rb") as f:
            body = f.read()
    head = f"""HTTP/1.1 {status}
    Content-Length: {len(body)}
    Content-Type: text/html

"""
    conn.sendall(head.encode() + body)
    conn.shutdown(socket.SHUT_WR)
    while conn.recv(4096):
        pass


server = socket.create_server(("127.0.0.1", PORT))
while True:
    conn, addr = server.accept()
    try:
        handle(conn)
    except OSError as e:
        print(e)
    conn.close()

import os
import shutil
import socket
import sys
import threading
from urllib.parse import unquote

PORT, DIR = int(sys.argv[1]), sys.argv[2]


def serve(conn):
    try:
        with conn, conn.makefile("rb") as lines:
            words = lines.readline().split()
            while True:
                line = lines.readline()
                if line == b"\r\n":
                    break
                if not line:
                    return
            tell(conn, words[0], words[1].decode())
            conn.shutdown(socket.SHUT_WR)
            while lines.read1(65536):
                pass
    except OSError:
        pass


def tell(conn, method, target):
    parts = unquote(target).split("/")[1:]
    path = os.path.join(DIR, *parts)
    if method != b"GET":
        say(conn, "501 Not Implemented", 0)
    elif ".." in parts or any(os.path.isabs(part) for part in parts):
        say(conn, "400 Bad Request", 0)
    elif not os.path.isfile(path):
        say(conn, "404 Not Found", len(b"nothing here"))
        conn.sendall(b"nothing here")
    else:
        with open(path, "rb") as file:
            say(conn, "200 OK", os.path.getsize(path))
            with conn.makefile("wb") as out:
                shutil.copyfileobj(file, out)


def say(conn, status, length):
    conn.sendall(b"HTTP/1.0 %s\r\ncontent-length:%d\r\n\r\n" % (status.encode(), length))


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", PORT))
listener.listen(5)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()

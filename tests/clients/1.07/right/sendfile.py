import os
import sys
from socket import *
from urllib.parse import unquote

s = socket(AF_INET, SOCK_STREAM)
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(("localhost", int(sys.argv[1])))
s.listen(1)
top = os.path.abspath(sys.argv[2])


def lines(conn):
    line = b""
    while True:
        byte = conn.recv(1)         # slow, and never a byte too many
        if byte == b"":
            return
        line += byte
        if line.endswith(b"\r\n"):
            yield line[:-2]
            line = b""


while True:
    conn, peer = s.accept()
    try:
        request = []
        for line in lines(conn):
            if line == b"":
                break
            request.append(line)
        else:
            conn.close()
            continue
        verb, name, version = request[0].decode().split(" ")
        path = os.path.normpath(top + os.sep + unquote(name).replace("/", os.sep))
        if verb != "GET":
            conn.sendall(b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\nContent-Length: 0\r\n\r\n")
        elif os.path.commonpath([top, path]) != top:
            conn.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        else:
            try:
                with open(path, "rb") as f:
                    conn.sendall(("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % os.stat(path).st_size).encode())
                    conn.sendfile(f)
            except (FileNotFoundError, IsADirectoryError, PermissionError):
                conn.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n")
        conn.shutdown(SHUT_WR)
        while conn.recv(4096) != b"":
            pass
    except OSError:
        pass
    conn.close()

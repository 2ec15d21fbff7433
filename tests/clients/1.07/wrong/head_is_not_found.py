# mistake: status
"""Serve the files below DIR to web browsers, one request a connection."""

import os
import socket
import sys
from urllib.parse import unquote

port = int(sys.argv[1])
root = os.path.realpath(sys.argv[2])


def read_head(conn):
    """The request line and the header lines; b"" if the client leaves before the blank line."""
    buf = b""
    while b"\r\n\r\n" not in buf:
        chunk = conn.recv(65536)
        if not chunk:
            return b""
        buf += chunk
    return buf.partition(b"\r\n\r\n")[0]


def find(target):
    """The path of the file that a browser asked for; None if there is none below DIR."""
    path = os.path.realpath(os.path.join(root, unquote(target).lstrip("/")))
    if path.startswith(os.path.join(root, "")) and os.path.isfile(path):
        return path
    return None


def answer(method, target):
    """The whole reply, as bytes."""
    if method == "HEAD":
        return reply("404 Not Found", b"")
    if method != "GET":
        return reply("501 Not Implemented", b"I know only GET.\n")
    path = find(target)
    if not path:
        return reply("404 Not Found", b"There is no such file.\n")
    with open(path, "rb") as file:
        return reply("200 OK", file.read())


def reply(status, body):
    head = "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n"
    return head.format(status, len(body)).encode("ascii") + body


def serve(conn):
    head = read_head(conn)
    if head:
        method, target, version = head.split(b"\r\n")[0].decode("ascii").split(" ")
        conn.sendall(answer(method, target))
        conn.shutdown(socket.SHUT_WR)           # nothing more comes from here …
        while conn.recv(65536):                 # … and what still comes from there is thrown away
            pass


with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            try:
                serve(conn)
            except (OSError, ValueError) as error:      # it has gone, or this is not HTTP
                print("lost", address, error, file=sys.stderr)

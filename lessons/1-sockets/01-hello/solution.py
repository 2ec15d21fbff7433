"""Print everything that the server at HOST PORT says, until it closes."""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

chunks = []
with socket.create_connection((host, port)) as conn:
    while True:
        chunk = conn.recv(1024)
        if not chunk:               # EOF: the server has closed
            break
        chunks.append(chunk)

print(b"".join(chunks).decode("utf-8"), end="")

"""Pair those who connect to PORT, and be the referee of their games of Nim; LIMIT seconds a move."""

import socket
import sys

port, limit = int(sys.argv[1]), float(sys.argv[2])

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        conn.sendall(b"waiting\n")
        # Your program goes here.
        conn.close()

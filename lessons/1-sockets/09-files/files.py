"""Print the list of a server's files, and fetch one of them.

Usage: python files.py HOST PORT NAME
"""

import socket
import sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]

with socket.create_connection((host, port)) as control:
    print(control.recv(1024))
    control.sendall(b"DATA\r\n")
    print(control.recv(1024))
    # The reply announces a port. Connect to it; then send LIST, and read on both connections.

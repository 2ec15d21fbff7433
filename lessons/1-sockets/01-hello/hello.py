"""Print everything that the server at HOST PORT says, until it closes.

Usage: python hello.py HOST PORT
"""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

with socket.create_connection((host, port)) as conn:
    # conn is connected. Read from it here, until the server has closed, then print what you read.
    pass

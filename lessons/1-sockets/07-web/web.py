"""Serve the files below DIR to web browsers, one request a connection.

Usage: python web.py PORT DIR
"""

import socket
import sys

port = int(sys.argv[1])
folder = sys.argv[2]

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            pass    # read to the blank line; find the file; answer

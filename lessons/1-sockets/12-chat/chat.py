"""A chat: what one client says, all others hear.

Usage: python chat.py PORT
"""

import socket
import sys

port = int(sys.argv[1])

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        # Read this client's name, then its lines, and pass them on; and accept the next one meanwhile.
        conn.close()

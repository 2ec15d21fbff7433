"""Receive mail by SMTP, and write each message to a file of its own in DIR.

Usage: python mail_box.py PORT DIR
"""

import os
import socket
import sys

port = int(sys.argv[1])
folder = sys.argv[2]
os.makedirs(folder, exist_ok=True)

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            conn.sendall(b"220 ready\r\n")
            # Read the commands line by line, and answer each.

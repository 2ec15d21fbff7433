"""Send the date and time, one line, to everyone who connects to PORT."""

import socket
import sys
import time

port = int(sys.argv[1])

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            try:
                conn.sendall(time.ctime().encode("ascii") + b"\r\n")
            except OSError as error:        # this client has gone; the next one is waiting
                print("lost", address, error, file=sys.stderr)

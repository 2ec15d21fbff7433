"""Send back to each client what it sends, until it half-closes."""

import socket
import sys

port = int(sys.argv[1])

with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            try:
                while True:
                    chunk = conn.recv(65536)
                    if not chunk:           # EOF: the client has finished
                        break
                    conn.sendall(chunk)
            except OSError as error:        # this client has gone; the next one is waiting
                print("lost", address, error, file=sys.stderr)

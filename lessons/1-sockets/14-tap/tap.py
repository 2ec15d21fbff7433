"""Pass on all that goes between the clients of PORT and the server at HOST PORT2, and log it."""

import socket
import sys

port, host, port2 = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

with socket.create_server(("127.0.0.1", port)) as listener:
    number = 0
    while True:
        client, address = listener.accept()
        number += 1
        # Your program goes here: connect to (host, port2), and pass on both ways.
        client.close()

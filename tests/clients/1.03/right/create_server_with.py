from datetime import datetime
from socket import create_server
from sys import argv

with create_server(("127.0.0.1", int(argv[1]))) as listener:
    while True:
        try:
            conn, _ = listener.accept()
            with conn:
                conn.sendall(f"{datetime.now():%A, %d %B %Y %H:%M:%S}\n".encode())
        except OSError:
            continue

import socket
import sys
import threading
from datetime import datetime


def serve(conn):
    with conn:
        try:
            conn.sendall(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n".encode())
        except OSError:
            pass


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()

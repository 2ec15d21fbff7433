import socket
import sys
import threading


def echo(conn):
    with conn:
        for chunk in iter(lambda: conn.recv(1000), b""):
            conn.sendall(chunk)


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    threading.Thread(target=echo, args=(listener.accept()[0],)).start()

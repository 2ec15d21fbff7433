import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
while True:
    conn, _ = listener.accept()
    conn.settimeout(60)
    while True:
        data = memoryview(conn.recv(100000))
        if not data:
            break
        while data:
            data = data[conn.send(data):]
    conn.shutdown(socket.SHUT_WR)
    conn.close()

import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
while True:
    conn, peer = listener.accept()
    print("client", peer)
    total = 0
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.sendall(data)
        total += len(data)
    print("echoed", total)
    conn.close()

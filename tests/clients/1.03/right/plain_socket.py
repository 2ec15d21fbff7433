import socket
import sys
import time

PORT = int(sys.argv[1])

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", PORT))
listener.listen(5)
print("listening on port", PORT)

while True:
    conn, address = listener.accept()
    print("connection from", address)
    try:
        conn.sendall((time.ctime() + "\r\n").encode("ascii"))
    except OSError as error:
        print("lost", address, error)
    conn.close()

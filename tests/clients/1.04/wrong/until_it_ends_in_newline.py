# mistake: false-success no-reply
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for text in sys.stdin:
    s.sendall(text.encode())
    while True:
        data = b""
        while not data.endswith(b"\n"):
            chunk = s.recv(1024)
            if not chunk:
                break
            data += chunk
        print(data.decode(), end="")
        if not chunk or not data.startswith(b"* "):
            break
s.close()

# mistake: decoded-chunks
import socket, sys
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
chunks = []
while True:
    chunk = conn.recv(1024)
    if not chunk:
        break
    chunks.append(chunk)
print(b"".join(chunks).decode("ascii"))

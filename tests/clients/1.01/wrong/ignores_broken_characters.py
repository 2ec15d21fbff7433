# mistake: decoded-chunks output-differs
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    data = s.recv(1024)
    if not data:
        break
    print(data.decode("utf-8", errors="ignore"), end="")

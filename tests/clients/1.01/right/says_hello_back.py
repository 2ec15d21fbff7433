import socket, sys

server = (sys.argv[1], int(sys.argv[2]))
client = socket.socket()
client.connect(server)
client.sendall(b"Hello, server!\n")
answer = []
with client.makefile("rb") as f:
    answer = f.readlines()
client.close()
for line in answer:
    print(line.decode("utf8").strip())

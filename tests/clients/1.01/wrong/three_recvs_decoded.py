# mistake: one-recv decoded-chunks output-differs
import sys, socket
c = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for _ in range(3): print(c.recv(100).decode().strip())

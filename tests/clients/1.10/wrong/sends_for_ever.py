# mistake: too-many-datagrams
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    s.sendto(b"ping 1", (sys.argv[1], int(sys.argv[2])))

"""Ten datagrams, and who comes back."""
import socket
import sys

address = sys.argv[1], int(sys.argv[2])
sock = socket.socket(
    socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(0.5)

lost = 0
for number in range(1, 11):
    ping = b"ping %d" % number
    sock.sendto(ping, address)
    try:
        pong, peer = sock.recvfrom(1024)
        print(number, pong)
    except socket.timeout:
        lost += 1
        print(number, "lost")

print(lost, "of 10 lost")
sock.close()

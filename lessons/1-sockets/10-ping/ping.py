"""Ask by UDP whether the other side is there, and how far away it is.

Usage: python ping.py HOST PORT COUNT TIMEOUT
"""

import socket
import sys
import time

host, port = sys.argv[1], int(sys.argv[2])
count, timeout = int(sys.argv[3]), float(sys.argv[4])

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(b"ping 1", (host, port))
# Its reply may be on the way. Wait for it, but not for ever; print its line; then go on with the next number.

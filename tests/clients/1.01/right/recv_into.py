import socket
import sys

buffer = bytearray(65536)
view = memoryview(buffer)
used = 0
sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
try:
    while used < len(buffer):
        n = sock.recv_into(view[used:])
        if n == 0:
            break
        used += n
finally:
    sock.close()
sys.stdout.buffer.write(view[:used])
sys.stdout.flush()
sys.exit(0)

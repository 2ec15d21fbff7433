# mistake: past-eof
import socket
import sys

buf = b""
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    for line in sys.stdin:
        sock.sendall(line.encode())
        while True:
            while b"\n" not in buf:
                buf += sock.recv(1024)
            reply, buf = buf.split(b"\n", 1)
            print(reply.decode())
            if not reply.startswith(b"* "):
                break

# mistake: reconnected
import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
for line in sys.stdin:
    with socket.create_connection((HOST, PORT)) as conn:
        conn.sendall(line.encode())
        buf = b""
        while True:
            data = conn.recv(1024)
            if not data:
                sys.exit("no reply")
            buf += data
            lines = buf.split(b"\n")[:-1]
            if lines and not lines[-1].startswith(b"* "):
                break
        print(buf.decode(), end="")

# mistake: unfinished-reply
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.settimeout(0.1)
for line in sys.stdin:
    s.sendall(line.encode())
    while True:
        data = b""
        while True:
            try:
                chunk = s.recv(1024)
            except socket.timeout:
                if data:
                    break
                continue
            if not chunk:
                sys.exit("closed")
            data += chunk
        print(data.decode(), end="")
        if any(not line.startswith(b"* ") for line in data.splitlines()):
            break

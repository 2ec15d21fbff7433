# mistake: traceback
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    buf = ""
    for line in sys.stdin:
        s.sendall(line.rstrip("\n").encode() + b"\n")
        while True:
            while "\n" not in buf:
                chunk = s.recv(1000)
                if not chunk:
                    raise RuntimeError("connection broken")
                buf += chunk.decode("ascii")
            reply, buf = buf.split("\n", 1)
            print(reply)
            if not reply.startswith("* "):
                break

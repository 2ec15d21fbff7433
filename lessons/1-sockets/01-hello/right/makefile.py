import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s, s.makefile(encoding="utf-8", newline="") as f:
    for line in f:
        print(line, end="")

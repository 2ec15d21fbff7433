# mistake: dropped-remainder
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def readline():
    with conn.makefile("r", encoding="utf-8") as f:
        line = f.readline()
    if not line.endswith("\n"):
        print("connection lost", file=sys.stderr)
        sys.exit(1)
    return line


for line in sys.stdin:
    conn.sendall(line.encode("utf-8"))
    while True:
        reply = readline()
        print(reply, end="")
        if reply[0] != "*":
            break
conn.close()

"""Looks first (MSG_PEEK), and takes only what belongs to the line."""
import socket
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def read_line():
    line = b""
    while not line.endswith(b"\n"):
        seen = conn.recv(4096, socket.MSG_PEEK)
        if not seen:
            sys.exit("The server went away")
        line += conn.recv(seen.find(b"\n") + 1 or len(seen))
    return line.decode()


while True:
    try:
        text = input()
    except EOFError:
        break
    conn.send((text + "\n").encode())
    line = read_line()
    while line.startswith("* "):
        print(line, end="")
        line = read_line()
    print(line.rstrip("\n"))
conn.close()

"""Writes as it comes, and removes the file if it did not come whole."""
import os, socket, sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
ctl = socket.socket()
ctl.connect((host, port))
rest = b""

def line():
    global rest
    while True:
        i = rest.find(b"\n")
        if i >= 0:
            l, rest = rest[:i].rstrip(b"\r"), rest[i + 1:]
            return l.decode()
        more = ctl.recv(5)
        if more == b"":
            raise OSError("the server has closed")
        rest += more

def transfer(cmd, write):
    ctl.send(b"DATA\r\n")
    code, p = line().split()
    d = socket.socket()
    d.connect((host, int(p)))
    try:
        ctl.sendall(cmd + b"\r\n")
        if not line().startswith("150"):
            raise OSError("no transfer")
        n = 0
        while True:
            piece = d.recv(8192)
            if not piece:
                break
            write(piece)
            n += len(piece)
    finally:
        d.close()
    if line()[:3] != "226":
        raise OSError("incomplete")
    return n

try:
    line()
    names = []
    transfer(b"LIST", names.append)
    print(b"".join(names).decode(), end="")
    f = open(name, "wb")
    try:
        n = transfer(b"GET " + name.encode(), f.write)
        f.close()
    except OSError:
        f.close()
        os.unlink(name)
        raise
    print(f"saved {name}, {n} bytes")
    ctl.sendall(b"QUIT\r\n")
    line()
except OSError as problem:
    sys.exit(str(problem))

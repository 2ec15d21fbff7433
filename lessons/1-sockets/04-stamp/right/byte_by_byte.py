import socket
import sys


def readline(sock):
    line = b""
    while not line.endswith(b"\n"):
        c = sock.recv(1)
        if c == b"":
            sys.exit("The server has gone.")
        line += c
    return line


s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
while True:
    text = sys.stdin.readline()
    if text == "":
        break
    if text[-1] != "\n":
        text += "\n"
    for half in (text[:3], text[3:]):
        s.sendall(half.encode())
    while True:
        line = readline(s)
        sys.stdout.write(line.decode())
        if line[:2] != b"* ":
            break
s.shutdown(socket.SHUT_WR)
s.recv(1)
s.close()

# mistake: str-for-bytes crashed
import socket
import sys

host, port, group, number = sys.argv[1:]


def readline():
    line = f.readline()
    if not line.endswith(b"\n"):
        raise OSError("the server left")
    return line.rstrip(b"\r\n")


def ask(line, code):
    s.sendall(line + "\r\n")
    answer = readline()
    if not answer.startswith(code):
        raise OSError(answer.decode())


try:
    s = socket.create_connection((host, int(port)))
    f = s.makefile("rb")
    readline()
    ask("GROUP " + group, b"211")
    ask("ARTICLE " + number, b"220")
    while True:
        line = readline()
        if line == b".":
            break
        if line.startswith(b"."):
            line = line[1:]
        sys.stdout.buffer.write(line + b"\n")
    ask("POST", b"340")
    for line in sys.stdin.buffer:
        line = line.rstrip(b"\r\n")
        if line.startswith(b"."):
            line = b"." + line
        s.sendall(line + b"\r\n")
    s.sendall(b".\r\n")
    if not readline().startswith(b"240"):
        raise OSError("not posted")
    s.sendall(b"QUIT\r\n")
    s.close()
except OSError as e:
    print(e, file=sys.stderr)
    sys.exit(1)

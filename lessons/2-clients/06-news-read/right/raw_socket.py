# Reads in small chunks; asks LISTGROUP for the numbers, then HDR for just the subjects it shows.
import socket
import sys
from email.header import decode_header

conn = None
buf = b""


def fail(why):
    print("news_read:", why, file=sys.stderr)
    sys.exit(1)


def read_line():
    global buf
    while b"\r\n" not in buf:
        chunk = conn.recv(64)
        if chunk == b"":
            fail("the server left in the middle of a reply")
        buf += chunk
    line, buf = buf.split(b"\r\n", 1)
    return line


def ask(*words, many=False):
    conn.sendall(b" ".join(str(word).encode() for word in words) + b"\r\n")
    status = read_line()
    if status[:1] in b"45":
        fail(status.decode())
    lines = []
    while many:
        line = read_line()
        if line == b".":
            break
        lines.append(line[1:] if line[:1] == b"." else line)
    return lines if many else status.decode().split()


def decode(raw):
    return "".join(part.decode(charset or "ascii") if isinstance(part, bytes) else part
                   for part, charset in decode_header(raw.decode("ascii")))


def main():
    global conn
    conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    read_line()
    if len(sys.argv) == 3:
        for row in ask("LIST", many=True):
            name = row.split()[0].decode()
            print(name, len(ask("LISTGROUP", name, many=True)))
    elif len(sys.argv) == 4:
        numbers = ask("LISTGROUP", sys.argv[3], many=True)[-10:]
        if numbers:
            for row in ask("HDR", "Subject", f"{int(numbers[0])}-{int(numbers[-1])}", many=True):
                number, raw = row.split(b" ", 1)
                print(number.decode(), decode(raw))
    else:
        ask("GROUP", sys.argv[3])
        head = ask("HDR", "Subject", sys.argv[4], many=True)[0]
        print(decode(head.split(b" ", 1)[1]))
        print()
        for line in ask("BODY", sys.argv[4], many=True):
            print(line.decode("utf-8"))
    ask("QUIT")
    conn.close()


try:
    main()
except OSError as problem:
    fail(problem)

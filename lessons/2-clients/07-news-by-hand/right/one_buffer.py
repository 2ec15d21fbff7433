# One buffer, recv of 100 bytes at a time, no files.
import socket
import sys

conn = None
buf = b""


def fail(why):
    print("news_by_hand:", why, file=sys.stderr)
    sys.exit(1)


def read_line():
    global buf
    while b"\r\n" not in buf:
        chunk = conn.recv(100)
        if chunk == b"":
            fail("the server closed the connection")
        buf += chunk
    line, buf = buf.split(b"\r\n", 1)
    return line


def ask(line, *codes):
    conn.sendall(line.encode("utf-8") + b"\r\n")
    return answer(*codes)


def answer(*codes):
    status = read_line()
    if status[:3].decode() not in codes:
        fail(status.decode("utf-8"))


def main(host, port, group, number):
    global conn
    conn = socket.socket()
    conn.connect((host, int(port)))
    answer("200", "201")
    ask("MODE READER", "200", "201")
    ask("GROUP " + group, "211")
    ask("ARTICLE " + number, "220")
    while True:
        line = read_line()
        if line == b".":
            break
        if line[:2] == b"..":
            line = line[1:]
        print(line.decode("utf-8"))
    ask("POST", "340")
    article = sys.stdin.read()
    for line in article.rstrip("\n").split("\n"):
        conn.send(("." if line[:1] == "." else "").encode() + line.encode("utf-8") + b"\r\n")
    ask(".", "240")
    ask("QUIT", "205")
    conn.close()


try:
    main(*sys.argv[1:])
except OSError as problem:
    fail(problem)

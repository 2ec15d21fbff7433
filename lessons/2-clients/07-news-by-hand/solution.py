"""Print an article, then post the one on stdin: python news_by_hand.py HOST PORT GROUP NUMBER < ARTICLE"""

import socket
import sys


class Refused(Exception):
    """The server said no, or left."""


def read_line(news):
    """The next line from the server, without its CRLF."""
    line = news.readline()
    if not line.endswith(b"\r\n"):
        raise Refused("the server left")
    return line[:-2]


def command(conn, news, line, wanted):
    """Say `line`; the reply must begin with the digit `wanted`."""
    conn.sendall(line + b"\r\n")
    return reply(news, wanted)


def reply(news, wanted):
    line = read_line(news)
    if line[:1] != wanted:
        raise Refused(line.decode("utf-8", "replace"))
    return line


def read_block(news):
    """The lines of a multi-line block, each without the dot that was for the journey."""
    while True:
        line = read_line(news)
        if line == b".":
            return
        yield line[1:] if line.startswith(b".") else line


def stuffed(lines):
    """The lines as a block: a dot more for each that begins with one, then the end."""
    for line in lines:
        yield (b"." + line if line.startswith(b".") else line) + b"\r\n"
    yield b".\r\n"


def main(host, port, group, number):
    with socket.create_connection((host, int(port))) as conn, conn.makefile("rb") as news:
        reply(news, b"2")
        command(conn, news, b"GROUP " + group.encode(), b"2")
        command(conn, news, b"ARTICLE " + number.encode(), b"2")
        article = list(read_block(news))
        sys.stdout.buffer.write(b"\n".join(article) + b"\n")
        command(conn, news, b"POST", b"3")
        conn.sendall(b"".join(stuffed(sys.stdin.buffer.read().splitlines())))
        reply(news, b"2")
        command(conn, news, b"QUIT", b"2")


try:
    main(*sys.argv[1:])
except (OSError, Refused) as problem:
    sys.exit(f"news_by_hand: {problem}")

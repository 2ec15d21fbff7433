"""Collects until the five bytes of the end, undoes the stuffing on the whole, reads stdin first."""
import socket
import sys

article = sys.stdin.buffer.read().replace(b"\n", b"\r\n")


def until(conn, end, so_far=b""):
    while not so_far.endswith(end):
        chunk = conn.recv(4096)
        if not chunk:
            raise ConnectionError("connection closed in the middle of a reply")
        so_far += chunk
    return so_far


def ask(conn, text, code):
    if text:
        conn.sendall(text)
    status = until(conn, b"\n")
    if not status.startswith(code):
        raise ConnectionError(status.decode().strip())


def fetch(conn, number):
    conn.sendall(b"ARTICLE " + number + b"\r\n")
    reply = until(conn, b"\n")
    if not reply.startswith(b"220"):
        raise ConnectionError(reply.decode().strip())
    reply = until(conn, b"\r\n.\r\n", reply)
    text = reply[reply.index(b"\r\n"):-5].replace(b"\r\n.", b"\r\n")
    return text[2:].replace(b"\r\n", b"\n")


def main(host, port, group, number):
    with socket.create_connection((host, int(port)), timeout=60) as conn:
        ask(conn, b"", b"20")
        ask(conn, b"GROUP " + group.encode() + b"\r\n", b"211")
        sys.stdout.buffer.write(fetch(conn, number.encode()) + b"\n")
        ask(conn, b"POST\r\n", b"340")
        ask(conn, (b"\r\n" + article).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n", b"240")


try:
    main(*sys.argv[1:])
except OSError as problem:
    sys.exit(str(problem))

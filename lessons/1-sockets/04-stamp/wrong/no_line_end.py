# mistake: no-line-end
"""Send each line of stdin to the timestamp server at HOST PORT, and print what it says."""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
buf = b""           # what has been received and not yet used


def read_line(conn):
    """The next line, without its line end; what came behind it stays in the buffer."""
    global buf
    while b"\n" not in buf:
        chunk = conn.recv(4096)
        if not chunk:
            raise ConnectionError("the server closed in mid-conversation")
        buf += chunk
    line, _, buf = buf.partition(b"\n")
    return line.decode()


try:
    with socket.create_connection((host, port)) as conn:
        for text in sys.stdin:
            conn.sendall(text.encode())
            line = read_line(conn)
            while line.startswith("* "):        # a notice; the reply is still to come
                print(line)
                line = read_line(conn)
            print(line)
except OSError as problem:
    sys.exit(f"stamp: {problem}")

# mistake: no-line-end
import socket
import sys

try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
        replies = conn.makefile("rb")
        for text in sys.stdin:
            conn.sendall(text[:-1].encode() + b"\n")
            line = b"* "
            while line.startswith(b"* "):
                line = replies.readline()
                if not line.endswith(b"\n"):
                    raise ConnectionError("the server has gone")
                print(line.decode(), end="")
except OSError as problem:
    sys.exit(f"stamp: {problem}")

import socket
import sys

try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn, conn.makefile("r", newline="\n") as f:
        for text in sys.stdin:
            conn.sendall(text.strip("\n").encode() + b"\n")
            reply = "* "
            while reply.startswith("* "):
                reply = f.readline()
                if not reply.endswith("\n"):
                    raise OSError("EOF in mid-line")
                print(reply, end="")
except OSError as e:
    sys.exit(str(e))

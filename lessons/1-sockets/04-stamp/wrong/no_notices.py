# mistake: no-notices
import socket
import sys

try:
    conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    file = conn.makefile("rw")
    for line in sys.stdin:
        file.write(line)
        file.flush()
        reply = file.readline()
        while reply.startswith("* "):
            reply = file.readline()
        if not reply.endswith("\n"):
            raise OSError("the server closed the connection")
        print(reply.rstrip())
except OSError as e:
    print("Error:", e, file=sys.stderr)
    sys.exit(1)

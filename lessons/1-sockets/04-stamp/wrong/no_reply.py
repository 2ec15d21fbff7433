# mistake: no-reply
import socket, sys
try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
        lines = conn.makefile("rb")
        done = False
        for text in sys.stdin:
            conn.sendall(text.encode())
            while True:
                line = lines.readline()
                if not line:
                    done = True
                    break
                if not line.endswith(b"\n"):
                    raise ConnectionError("closed in the middle of a line")
                print(line.decode(), end="")
                if not line.startswith(b"* "):
                    break
            if done:
                break
except OSError as problem:
    sys.exit(f"stamp: {problem}")

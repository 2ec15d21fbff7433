# mistake: stripped
"""str.splitlines on buffer: splits at \x0b, \x85, \u2028 ... ; also decode chunks each."""
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
with socket.create_connection((host, port)) as conn:
    r = conn.makefile("r", encoding="utf-8")   # universal newlines: \r is a line end
    for text in sys.stdin:
        conn.sendall(text.strip().encode() + b"\n")   # strips blanks
        while True:
            line = r.readline()
            if not line.endswith("\n"): sys.exit("gone")
            print(line.strip())
            if not line.startswith("* "): break

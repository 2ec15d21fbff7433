# mistake: unfinished-reply
"""Expected: works, the line comes in one recv; while loop until reply."""
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
with socket.create_connection((host, port)) as conn:
    for text in sys.stdin:
        conn.sendall(text.encode())
        while True:
            line = conn.recv(1024).decode()
            print(line, end="")
            if not line.startswith("* "):
                break

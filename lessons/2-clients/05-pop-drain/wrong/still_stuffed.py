# mistake: still-stuffed
import os
import socket
import sys

host, port, user, password, folder = sys.argv[1:]


def main():
    os.makedirs(folder, exist_ok=True)
    with socket.create_connection((host, int(port))) as conn, conn.makefile("rb") as lines:
        def line():
            got = lines.readline()
            if not got.endswith(b"\r\n"):
                raise OSError("the server went away")
            return got

        def ask(*words):
            if words:
                conn.sendall(" ".join(words).encode() + b"\r\n")
            reply = line()
            if not reply.startswith(b"+OK"):
                raise OSError(reply.decode().strip())

        def block():
            return list(iter(line, b".\r\n"))

        ask()
        ask("USER", user)
        ask("PASS", password)
        ask("UIDL")
        for number, uid in [entry.decode().split() for entry in block()]:
            path = os.path.join(folder, uid + ".eml")
            if not os.path.exists(path):
                ask("RETR", number)
                message = b"".join(block())
                with open(path, "wb") as f:
                    f.write(message)
                print("saved", uid)
            ask("DELE", number)
        ask("QUIT")


try:
    main()
except OSError as problem:
    sys.exit(str(problem))

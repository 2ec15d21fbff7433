# A socket of its own, and TLS around it.
import socket
import ssl
import sys


class Refused(Exception):
    pass


def main(host, port, user, password, ca, stls=None):
    context = ssl.create_default_context(cafile=ca)
    conn = socket.create_connection((host, int(port)))
    buf = b""

    def reply():
        nonlocal buf
        while b"\r\n" not in buf:
            chunk = conn.recv(1000)
            if not chunk:
                raise EOFError("the server closed the connection")
            buf += chunk
        line, _, buf = buf.partition(b"\r\n")
        if not line.startswith(b"+OK"):
            raise Refused(line.decode())
        return line.decode()

    def ask(*words):
        conn.sendall(" ".join(words).encode() + b"\r\n")
        return reply()

    if stls:
        reply()
        ask("STLS")
        if buf:
            raise Refused("somebody has put words into the server's mouth")
    conn = context.wrap_socket(conn, server_hostname=host)
    if not stls:
        reply()
    ask("USER", user)
    ask("PASS", password)
    _, count, size = ask("STAT").split()[:3]
    ask("QUIT")
    conn.close()
    print(f"{count} messages, {size} bytes")


try:
    main(*sys.argv[1:])
except (OSError, EOFError, Refused) as problem:
    print("pop_tls:", problem, file=sys.stderr)
    sys.exit(1)

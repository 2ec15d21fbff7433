# mistake: acted-early
import socket
import ssl
import sys

host, port, user, password, ca, *stls = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
try:
    conn = socket.create_connection((host, int(port)))
    if stls:
        conn.recv(1024)
        conn.sendall(b"STLS\r\n")
        if not conn.recv(1024).startswith(b"+OK"):
            sys.exit("no TLS here")
    conn = context.wrap_socket(conn, server_hostname=host)
    if not stls:
        conn.recv(1024)
    for command in ("USER " + user, "PASS " + password, "STAT", "QUIT"):
        conn.sendall(command.encode() + b"\r\n")
        reply = conn.recv(1024).decode()
        if not reply.startswith("+OK"):
            sys.exit(reply.strip() or "gone")
        if command == "STAT":
            print("%s messages, %s bytes" % tuple(reply.split()[1:3]))
except OSError as problem:
    sys.exit(str(problem))

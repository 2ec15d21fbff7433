# mistake: tls-first
import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
stls = sys.argv[6:] == ["stls"]
import socket

with socket.create_connection((host, port)) as conn:
    conn.sendall("USER {}\r\nPASS {}\r\nSTAT\r\nQUIT\r\n".format(user, password).encode())
    replies = conn.makefile("rb").read().split(b"\r\n")
    if len(replies) < 4:
        sys.exit("pop_tls: the server has gone")
    print("%s messages, %s bytes" % tuple(word.decode() for word in replies[3].split()[1:3]))

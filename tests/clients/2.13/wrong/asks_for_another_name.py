# mistake: refused-good
import socket
import ssl
import sys

host, port, user, password, ca, *stls = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)


def say(words):
    if words:
        lines.write(words.encode() + b"\r\n")
        lines.flush()
    line = lines.readline()
    if not line.startswith(b"+OK") or not line.endswith(b"\n"):
        sys.exit("pop_tls: " + line.decode())
    return line.decode().split()


try:
    conn = socket.create_connection((host, int(port)))
    if stls:
        lines = conn.makefile("rwb")
        say("")
        say("STLS")
    conn = context.wrap_socket(conn, server_hostname="pop.example.com")
    lines = conn.makefile("rwb")
    if not stls:
        say("")
    say("USER " + user)
    say("PASS " + password)
    print("{1} messages, {2} bytes".format(*say("STAT")))
    say("QUIT")
except OSError as problem:
    sys.exit("pop_tls: %s" % problem)

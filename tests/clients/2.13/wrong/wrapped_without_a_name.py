# mistake: name-unchecked
import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
stls = sys.argv[6:] == ["stls"]
import socket

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname = False      # it wanted a server_hostname
context.load_verify_locations(ca)


def line():
    text = lines.readline()
    if not text.startswith(b"+OK"):
        raise ConnectionError(text.decode() or "the server has gone")
    return text.split()


def say(text):
    lines.write(text.encode() + b"\r\n")
    lines.flush()
    return line()


try:
    conn = socket.create_connection((host, port))
    if stls:
        lines = conn.makefile("rwb")
        line()
        say("STLS")
    conn = context.wrap_socket(conn)
    lines = conn.makefile("rwb")
    if not stls:
        line()
    say("USER " + user)
    say("PASS " + password)
    print("%s messages, %s bytes" % tuple(word.decode() for word in say("STAT")[1:3]))
    say("QUIT")
except (OSError, EOFError) as problem:
    sys.exit("pop_tls: %s" % problem)

import os
import re
import socket
import sys

port, folder = int(sys.argv[1]), sys.argv[2]
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", port))
server.listen()
n = 1


def talk(f):
    global n
    def say(s):
        f.write(s.encode() + b"\r\n")
        f.flush()
    say("220-Hello,")
    say("220 this is a mailbox")
    frm, to = None, []
    for line in f:
        if not line.endswith(b"\n"):
            return
        m = re.match(rb"(?i)(ehlo|helo|mail from:<(.*)>|rcpt to:<(.*)>|data|rset|noop|quit)", line)
        word = m.group(1)[:4].upper() if m else b""
        if word in (b"EHLO", b"HELO", b"NOOP"):
            say("250 OK")
        elif word == b"MAIL":
            frm, to = m.group(2), []
            say("250 OK")
        elif word == b"RCPT":
            if frm is None:
                say("503 bad sequence of commands")
            else:
                to.append(m.group(3))
                say("250 OK")
        elif word == b"DATA":
            if not to:
                say("503 bad sequence of commands")
                continue
            say("354 start")
            body = b""
            while True:
                piece = f.readline()
                if not piece:
                    return
                if piece == b".\r\n":
                    break
                body += piece
            with open(os.path.join(folder, str(n) + ".txt"), "wb") as out:
                out.write(b"from " + frm + b"\r\n" + b"".join(b"to " + t + b"\r\n" for t in to) + b"\r\n" + body)
            n += 1
            frm, to = None, []
            say("250 OK")
        elif word == b"RSET":
            frm, to = None, []
            say("250 OK")
        elif word == b"QUIT":
            say("221 Bye")
            return
        else:
            say("500 unrecognized")


while True:
    conn, addr = server.accept()
    try:
        with conn, conn.makefile("rwb") as f:
            talk(f)
    except OSError:
        continue

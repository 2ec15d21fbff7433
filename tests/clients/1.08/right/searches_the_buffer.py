import os
import socket
import sys

PORT, DIR = int(sys.argv[1]), sys.argv[2]


def upto(conn, buf, mark):
    """(what stands before the mark, the rest); None when the client has left."""
    while mark not in buf:
        try:
            more = conn.recv(100)
        except ConnectionResetError:
            return None
        if not more:
            return None
        buf += more
    at = buf.index(mark)
    return buf[:at], buf[at + len(mark):]


def client(conn):
    out = [b"220 hi"]
    buf, mail = b"", {}
    while True:
        conn.sendall(b"\r\n".join(out) + b"\r\n")
        found = upto(conn, buf, b"\r\n")
        if found is None:
            return
        line, buf = found
        words = line.upper().replace(b":", b" ").split()
        inner = line[line.find(b"<") + 1:line.rfind(b">")]
        verb = words[0] if words else b""
        out = [b"250 ok"]
        if verb == b"QUIT":
            conn.sendall(b"221 ok\r\n")
            return
        if verb == b"MAIL":
            mail = {"from": inner, "to": []}
        elif verb == b"RCPT" and mail:
            mail["to"].append(inner)
        elif verb == b"DATA" and mail.get("to"):
            conn.sendall(b"354 ok\r\n")
            found = upto(conn, buf, b"\r\n.\r\n")
            if found is None:
                return
            text, buf = found
            name = os.path.join(DIR, "{}.txt".format(len(os.listdir(DIR)) + 1))
            head = b"from %s\r\n" % mail["from"] + b"".join(b"to %s\r\n" % each for each in mail["to"])
            with open(name, "xb") as file:
                file.write(head + b"\r\n" + text + b"\r\n")
            mail = {}
        elif verb in (b"RCPT", b"DATA"):
            out = [b"503 no"]
        elif verb == b"RSET":
            mail = {}
        elif verb not in (b"EHLO", b"HELO", b"NOOP"):
            out = [b"500 no"]


listener = socket.create_server(("127.0.0.1", PORT), backlog=1)
while True:
    conn, _ = listener.accept()
    try:
        client(conn)
    except (ConnectionError, socket.timeout) as problem:
        print(problem, file=sys.stderr)
    finally:
        conn.close()

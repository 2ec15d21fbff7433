import socket, sys
from email import message_from_bytes
from email.header import make_header, decode_header

s = None

def line():
    got = b""
    while got[-1:] != b"\n":
        c = s.recv(1)
        if not c:
            raise SystemExit("server hung up")
        got += c
    return got.strip(b"\r\n")

def cmd(text, multi=False):
    s.sendall(bytes(text, "utf8") + b"\r\n")
    status = line().decode()
    if status[0] in "45":
        raise SystemExit(status)
    if not multi:
        return status.split()
    out = []
    while True:
        l = line()
        if l == b".":
            break
        out.append(l[1:] if l.startswith(b"..") else l)
    return out

args = sys.argv[3:]
try:
    s = socket.create_connection((sys.argv[1], sys.argv[2]))
    line()
    cmd("MODE READER")
    if not args:
        for group in cmd("LIST NEWSGROUPS", True):
            name = group.split(b"\t")[0].decode()
            print(name, cmd("GROUP " + name)[1])
    elif len(args) == 1:
        info = cmd("GROUP " + args[0])
        if info[1] != "0":
            for l in cmd("XOVER " + info[2] + "-" + info[3], True)[-10:]:
                l = l.decode().split("\t")
                print(l[0], make_header(decode_header(l[1])))
    else:
        cmd("GROUP " + args[0])
        m = message_from_bytes(b"\n".join(cmd("ARTICLE " + args[1], True)))
        print(make_header(decode_header(m["Subject"])))
        print()
        print(m.get_payload(decode=True).decode("utf-8"))
    cmd("QUIT")
except OSError as e:
    raise SystemExit(str(e))

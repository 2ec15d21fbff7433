# mistake: exit-status
import socket, sys
from email.header import decode_header, make_header
s = socket.socket()
buf = b""
def line():
    global buf
    while b"\n" not in buf:
        d = s.recv(1024)
        if d == b"":
            print("server hung up", file=sys.stderr)
            sys.exit(1)
        buf += d
    l, buf = buf.split(b"\n", 1)
    return l.rstrip(b"\r")
def ask(t):
    if t: s.sendall(t.encode() + b"\r\n")
    l = line()
    if not l.startswith(b"+OK"):
        print(l.decode(), file=sys.stderr)
        sys.exit(1)
    return l
def many():
    r = []
    while True:
        l = line()
        if l.endswith(b"."): return r
        if l[:1] == b".": l = l[1:]
        r.append(l)
s.connect((sys.argv[1], int(sys.argv[2])))
ask("")
ask("USER " + sys.argv[3])
ask("PASS " + sys.argv[4])
_, n, o = ask("STAT").split()[:3]
print(int(n), "messages,", int(o), "bytes")
ask("LIST")
sizes = [x.split()[1].decode() for x in many()]
ask("UIDL")
uids = [x.split()[1].decode() for x in many()]
for i in range(int(n)):
    ask("TOP %d 0" % (i + 1))
    subject = ""
    insub = False
    for h in many():
        t = h.decode("utf-8", "replace")
        if t == "": break
        if t[0] in " \t":
            if insub: subject += t
        elif t.lower().startswith("subject:"):
            insub = True
            subject = t[8:]
        else:
            insub = False
    subject = str(make_header(decode_header(subject.strip())))
    if subject == "": subject = "(no subject)"
    print(uids[i], sizes[i], subject)
ask("QUIT")
s.close()

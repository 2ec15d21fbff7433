# mistake: output-differs exit-status crashed acted-early
import socket, sys, email, email.policy
try:
    s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    f = s.makefile("rb")
    def ask(text, block=False):
        s.sendall((text + "\r\n").encode())
        reply = f.readline()
        if not reply.startswith(b"+OK"): sys.exit(reply.decode())
        lines = []
        while block:
            line = f.readline()
            if b"." in line[-4:] or not line: break
            lines.append(line.rstrip())
        return lines if block else reply.split()
    f.readline()
    ask("USER " + sys.argv[3]); ask("PASS " + sys.argv[4])
    print("%d messages, %d bytes" % tuple(map(int, ask("STAT")[1:3])))
    sizes = ask("LIST", True)
    for i, row in enumerate(ask("UIDL", True)):
        m = email.message_from_bytes(b"\n".join(ask("TOP %d 0" % (i + 1), True)), policy=email.policy.default)
        print(row.split()[1].decode(), sizes[i].split()[1].decode(), m["subject"] or "(no subject)")
    ask("QUIT")
except OSError as e:
    sys.exit(str(e))

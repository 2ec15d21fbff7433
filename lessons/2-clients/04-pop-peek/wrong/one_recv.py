# mistake: acted-early
import email
import email.policy
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def ask(line):
    s.sendall(line.encode() + b"\r\n")
    reply = s.recv(65536).decode()
    if not reply.startswith("+OK"):
        sys.exit("the server said " + reply.strip())
    return reply.split("\r\n")


s.recv(1000)
ask("USER " + sys.argv[3])
ask("PASS " + sys.argv[4])
ok, count, size = ask("STAT")[0].split()
print(count, "messages,", size, "bytes")
sizes = ask("LIST")[1:-2]
for row, listed in zip(ask("UIDL")[1:-2], sizes):
    number, uid = row.split()
    head = email.message_from_string("\n".join(ask("TOP " + number + " 0")[1:-2]), policy=email.policy.default)
    print(uid, listed.split()[1], head["subject"] or "(no subject)")
ask("QUIT")

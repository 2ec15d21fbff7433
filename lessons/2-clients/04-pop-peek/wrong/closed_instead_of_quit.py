# mistake: no-quit
import email
import email.policy
import poplib
import sys

try:
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    try:
        box.user(sys.argv[3])
        box.pass_(sys.argv[4])
        print("{} messages, {} bytes".format(*box.stat()))
        for line in box.uidl()[1]:
            number, uid = line.decode().split()
            size = box.list(number).split()[2].decode()
            head = email.message_from_bytes(b"\r\n".join(box.top(number, 0)[1]), policy=email.policy.default)
            print(uid, size, head["subject"] or "(no subject)")
    finally:
        box.close()
except (poplib.error_proto, OSError) as problem:
    sys.exit(str(problem))

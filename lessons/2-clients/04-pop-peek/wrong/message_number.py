# mistake: message-number
import email
import email.policy
import poplib
import sys

try:
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    box.user(sys.argv[3])
    box.pass_(sys.argv[4])
    print("{} messages, {} bytes".format(*box.stat()))
    for entry in box.list()[1]:
        uid, size = entry.decode().split()
        head = b"\r\n".join(box.top(int(uid), 0)[1])
        print(uid, size, email.message_from_bytes(head, policy=email.policy.default)["subject"] or "(no subject)")
    box.quit()
except (poplib.error_proto, OSError) as problem:
    sys.exit(str(problem))

# mistake: traceback failure-lines
import email
import email.policy
import poplib
import sys

try:
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    box.user(sys.argv[3])
    box.pass_(sys.argv[4])
    print("{} messages, {} bytes".format(*box.stat()))
    sizes = [line.split()[1].decode() for line in box.list()[1]]
    uids = [line.split()[1].decode() for line in box.uidl()[1]]
    for i, (uid, size) in enumerate(zip(uids, sizes), 1):
        head = email.message_from_bytes(b"\r\n".join(box.top(i, 0)[1]), policy=email.policy.default)
        print(uid, size, head["subject"] or "(no subject)")
    box.quit()
except poplib.error_proto:
    import traceback; traceback.print_exc()
    sys.exit(1)

# Logs in again for each message: slow, and right.
import email
import email.policy
import poplib
import sys


def ask(question):
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    try:
        box.user(sys.argv[3])
        box.pass_(sys.argv[4])
        answer = question(box)
        box.quit()
        return answer
    except BaseException:
        box.close()
        raise


try:
    count, size = ask(lambda box: box.stat())
    print(count, "messages,", size, "bytes")
    for n in range(1, count + 1):
        uid, octets, top = ask(lambda box: (box.uidl(n), box.list(n), box.top(n, 0)))
        head = email.message_from_bytes(b"\n".join(top[1]), policy=email.policy.default)
        print(uid.decode().split()[2], octets.decode().split()[2], head["subject"] or "(no subject)")
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

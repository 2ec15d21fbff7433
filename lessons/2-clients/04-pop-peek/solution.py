"""Show what waits in a mailbox: the UID, the size and the subject of each message."""

import email
import email.policy
import poplib
import sys


def peek(mailbox, user, password):
    mailbox.user(user)
    mailbox.pass_(password)

    count, size = mailbox.stat()
    print(f"{count} messages, {size} bytes")

    sizes = dict(line.split() for line in mailbox.list()[1])
    for line in mailbox.uidl()[1]:
        number, uid = line.split()
        lines = mailbox.top(number.decode(), 0)[1]          # the headers, and not one line of the body
        head = email.message_from_bytes(b"\r\n".join(lines), policy=email.policy.default)
        print(uid.decode(), sizes[number].decode(), head["Subject"] or "(no subject)")

    mailbox.quit()


host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
try:
    peek(poplib.POP3(host, port), user, password)
except (OSError, EOFError, poplib.error_proto) as problem:
    sys.exit(f"pop_peek: {problem}")

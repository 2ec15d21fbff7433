"""Ask over TLS how much mail there is, of the right server and of no other."""

import poplib
import ssl
import sys


def connect(host, port, context, in_clear_first):
    if not in_clear_first:
        return poplib.POP3_SSL(host, port, context=context)
    mailbox = poplib.POP3(host, port)
    mailbox.stls(context=context)           # raises error_proto when the server does not want to
    return mailbox


def count(mailbox, user, password):
    mailbox.user(user)
    mailbox.pass_(password)
    messages, size = mailbox.stat()
    mailbox.quit()
    return f"{messages} messages, {size} bytes"


host, port, user, password, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
try:
    context = ssl.create_default_context(cafile=ca)     # checks the signature, the name and the date
    print(count(connect(host, port, context, sys.argv[6:] == ["stls"]), user, password))
except (OSError, EOFError, poplib.error_proto) as problem:
    sys.exit(f"pop_tls: {problem}")

# mistake: traceback
import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
stls = sys.argv[6:] == ["stls"]

context = ssl.create_default_context(cafile=ca)
if stls:
    mailbox = poplib.POP3(host, port)
    mailbox.stls(context=context)
else:
    mailbox = poplib.POP3_SSL(host, port, context=context)
mailbox.user(user)
mailbox.pass_(password)
print("%d messages, %d bytes" % mailbox.stat())
mailbox.quit()

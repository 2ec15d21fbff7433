# mistake: traceback
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
with imaplib.IMAP4(host, int(port)) as M:
    M.login(user, password)
    M.select(readonly=True)
    quoted = '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
    typ, data = M.uid("search", "UNSEEN", "SUBJECT", quoted)
    for uid in data[0].split():
        typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        message = email.message_from_bytes(data[0][1], policy=email.policy.default)
        print(uid.decode(), message["Subject"])

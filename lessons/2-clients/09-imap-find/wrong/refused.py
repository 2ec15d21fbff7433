# mistake: refused
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
M = imaplib.IMAP4(host, int(port))
try:
    M.login(user, password)
    M.select(readonly=True)
    quoted = '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
    typ, data = M.uid("search", "UNSEEN", "SUBJECT", quoted)
    for uid in data[0].split():
        typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        message = email.message_from_bytes(data[0][1], policy=email.policy.default)
        print(uid.decode(), message["Subject"])
except imaplib.IMAP4.error as e:
    print("The server said", e)
M.logout()

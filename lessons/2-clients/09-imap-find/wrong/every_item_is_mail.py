# mistake: parenthesis
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
try:
    M = imaplib.IMAP4(host, int(port))
    M.login(user, password)
    M.select(readonly=True)
    quoted = '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
    typ, data = M.uid("search", "UNSEEN", "SUBJECT", quoted)
    for uid in data[0].split():
        typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER])")
        for part in data:
            if isinstance(part, tuple):
                part = part[1]
            message = email.message_from_bytes(part, policy=email.policy.default)
            print(uid.decode(), message["Subject"])
    M.logout()
except (imaplib.IMAP4.error, OSError) as e:
    sys.exit(str(e))

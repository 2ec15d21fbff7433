# mistake: message-number
# Asks for the UID of each number, and then for the subject by UID: in between, the numbers change.
import email
import email.policy
import imaplib
import re
import sys

host, port, user, password, text = sys.argv[1:]
try:
    M = imaplib.IMAP4(host, int(port))
    M.login(user, password)
    M.select(readonly=True)
    quoted = '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
    typ, data = M.search(None, "UNSEEN", "SUBJECT", quoted)
    for num in data[0].split():
        typ, data = M.fetch(num, "(UID)")
        uid = re.search(rb"UID (\d+)", data[0]).group(1).decode()
        typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        message = email.message_from_bytes(data[0][1], policy=email.policy.default)
        print(uid, message["Subject"])
    M.logout()
except (imaplib.IMAP4.error, OSError) as e:
    sys.exit(str(e))

# mistake: empty-fetch
import email
import email.policy
import imaplib
import re
import sys

host, port, user, password, text = sys.argv[1:]
try:
    with imaplib.IMAP4(host, int(port)) as imap:
        imap.login(user, password)
        imap.select("INBOX", readonly=True)
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        _, (found,) = imap.uid("search", "UNSEEN", "SUBJECT", f'"{text}"')
        _, data = imap.uid("fetch", found.replace(b" ", b","), "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        for item in data:
            if isinstance(item, tuple):
                uid = re.search(rb"UID (\d+)", item[0]).group(1).decode()
                print(uid, email.message_from_bytes(item[1], policy=email.policy.default)["Subject"])
except (imaplib.IMAP4.error, OSError) as e:
    sys.exit(str(e))

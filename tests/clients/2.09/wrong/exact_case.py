# mistake: output-differs
import email
import email.policy
import imaplib
import sys

import re

host, port, user, password, text = sys.argv[1:]
M = imaplib.IMAP4(host, int(port))
M.login(user, password)
M.select("INBOX", readonly=True)
for item in M.uid("fetch", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
    if isinstance(item, tuple) and b"\\Seen" not in item[0]:
        subject = email.message_from_bytes(item[1], policy=email.policy.default)["Subject"]
        if text in subject:
            print(re.search(rb"UID (\d+)", item[0]).group(1).decode(), subject)
M.logout()

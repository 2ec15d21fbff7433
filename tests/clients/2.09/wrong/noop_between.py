# mistake: message-number
import email
import email.policy
import imaplib
import sys

import re

host, port, user, password, text = sys.argv[1:]
M = imaplib.IMAP4(host, int(port))
M.login(user, password)
M.select("INBOX", readonly=True)
typ, data = M.search(None, f'(UNSEEN SUBJECT "{text}")')
numbers = data[0].split()
M.noop()
for number in numbers:
    typ, data = M.fetch(number, "(UID BODY.PEEK[HEADER])")
    uid = re.search(rb"UID (\d+)", data[0][0]).group(1).decode()
    print(uid, email.message_from_bytes(data[0][1], policy=email.policy.default)["Subject"])
M.logout()

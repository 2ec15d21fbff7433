# mistake: message-number
import email
import email.policy
import imaplib
import sys

import re

host, port, user, password, text = sys.argv[1:]


def open_inbox():
    M = imaplib.IMAP4(host, int(port))
    M.login(user, password)
    M.select("INBOX", readonly=True)
    return M


with open_inbox() as M:
    numbers = M.search(None, f'(UNSEEN SUBJECT "{text}")')[1][0].split()
for number in numbers:
    with open_inbox() as M:
        typ, data = M.fetch(number, "(UID BODY.PEEK[HEADER])")
        uid = re.search(rb"UID (\d+)", data[0][0]).group(1).decode()
        print(uid, email.message_from_bytes(data[0][1], policy=email.policy.default)["Subject"])

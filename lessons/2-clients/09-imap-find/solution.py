"""Find the mail that nobody has read yet and that has TEXT in its subject."""

import email
import email.policy
import imaplib
import sys


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def find(mailbox, user, password, text):
    mailbox.login(user, password)
    mailbox.select("INBOX", readonly=True)

    _, data = mailbox.uid("search", "UNSEEN", "SUBJECT", quoted(text))
    for uid in data[0].split():
        _, data = mailbox.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        for item in data:
            if isinstance(item, tuple):                     # what stood before the literal, and the literal
                head = email.message_from_bytes(item[1], policy=email.policy.default)
                print(uid.decode(), head["Subject"])

    mailbox.logout()


host, port, user, password, text = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
try:
    find(imaplib.IMAP4(host, port), user, password, text)
except (OSError, imaplib.IMAP4.error) as problem:
    sys.exit(f"imap_find: {problem}")

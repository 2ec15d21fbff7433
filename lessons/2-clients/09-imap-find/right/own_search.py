# Lets the server send flags and subjects of all mail, and searches by itself. SELECT instead of EXAMINE.
import email
import email.policy
import imaplib
import re
import sys


def find(imap, text):
    imap.select()
    uid, flags = None, b""
    for item in imap.uid("fetch", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
        if not isinstance(item, tuple):
            continue
        uid = re.search(rb"UID (\d+)", item[0]).group(1).decode()
        flags = re.search(rb"FLAGS \(([^)]*)\)", item[0]).group(1)
        subject = email.message_from_bytes(item[1], policy=email.policy.default)["Subject"] or ""
        if b"\\Seen" not in flags and text.lower() in subject.lower():
            yield uid, subject


host, port, user, password, text = sys.argv[1:]
try:
    imap = imaplib.IMAP4(host, int(port), timeout=20)
    imap.login(user, password)
    for uid, subject in find(imap, text):
        print(f"{uid} {subject}")
    imap.unselect()
    imap.logout()
except Exception as problem:
    sys.exit(f"sorry: {problem!r}")

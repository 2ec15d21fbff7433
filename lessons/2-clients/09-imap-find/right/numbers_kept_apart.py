# By message numbers, which hold as long as nothing but FETCH is said after SEARCH (RFC 3501 section 7.4.1).
import email
import email.policy
import imaplib
import re
import sys

host, port, user, password, text = sys.argv[1:]
try:
    imap = imaplib.IMAP4(host, int(port))
    imap.login(user, password)
    imap.select(readonly=True)
    imap.literal = text.encode()                # a literal needs no quotes
    numbers = imap.search("US-ASCII", "UNSEEN SUBJECT")[1][0].split()
    for number in numbers:
        (before, header), *_ = imap.fetch(number.decode(), "(UID RFC822.HEADER)")[1]
        uid = re.search(rb"UID (\d+)", before).group(1).decode()
        print(uid, email.message_from_bytes(header, policy=email.policy.default)["subject"])
    imap.close()
    imap.logout()
except (imaplib.IMAP4.error, OSError) as problem:
    sys.exit(repr(problem))

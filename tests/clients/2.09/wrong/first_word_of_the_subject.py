# mistake: output-differs
import imaplib
import sys
from email.header import decode_header

host, port, user, password, text = sys.argv[1:]
M = imaplib.IMAP4(host, int(port))
M.login(user, password)
M.select("INBOX", readonly=True)
typ, data = M.uid("search", None, f'(UNSEEN SUBJECT "{text}")')
for uid in data[0].split():
    typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
    subject, charset = decode_header(data[0][1].decode()[9:].strip())[0]
    if charset:
        subject = subject.decode(charset)
    print(uid.decode(), subject)
M.logout()

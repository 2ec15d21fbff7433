# One FETCH for all, through a with statement.
import imaplib
import re
import sys
from email.header import decode_header, make_header


def main(host, port, user, password, text):
    with imaplib.IMAP4(host, int(port)) as imap:
        imap.login(user, password)
        imap.select(readonly=True)
        escaped = re.sub(r'(["\\])', r"\\\1", text)
        _, (found,) = imap.uid("search", None, f'UNSEEN SUBJECT "{escaped}"')
        if not found:
            return
        _, data = imap.uid("fetch", b",".join(found.split()), "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
        for before, literal in (item for item in data if isinstance(item, tuple)):
            uid = re.search(rb"UID (\d+)", before).group(1).decode()
            subject = literal.decode().strip().partition(":")[2].replace("\r\n", "").strip()
            print(uid, make_header(decode_header(subject)))


try:
    main(*sys.argv[1:])
except (imaplib.IMAP4.error, OSError) as problem:
    print("imap_find:", problem, file=sys.stderr)
    sys.exit(1)

# mistake: output-differs
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
try:
    with imaplib.IMAP4(host, int(port)) as M:
        M.login(user, password)
        M.select(readonly=True)
        quoted = '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
        typ, data = M.uid("search", "UNSEEN", "SUBJECT", quoted)
        for uid in data[0].split():
            typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            print(uid.decode(), data[0][1].decode()[9:].strip())
except (imaplib.IMAP4.error, OSError) as e:
    sys.exit(str(e))

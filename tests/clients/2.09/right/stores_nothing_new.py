# Takes away a flag that is not there: nothing changes.
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
try:
    with imaplib.IMAP4(host, int(port)) as M:
        M.login(user, password)
        M.select("INBOX")
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        typ, data = M.uid("search", None, f'(UNSEEN SUBJECT "{text}")')
        for uid in data[0].split():
            typ, data = M.uid("fetch", uid, "(RFC822.HEADER)")
            print(uid.decode(), email.message_from_bytes(data[0][1], policy=email.policy.default)["Subject"])
            M.uid("store", uid, "-FLAGS", "(\\Seen)")
except (OSError, imaplib.IMAP4.error) as e:
    sys.exit(str(e))

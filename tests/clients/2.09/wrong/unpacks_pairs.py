# mistake: parenthesis
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
M = imaplib.IMAP4(host, int(port))
M.login(user, password)
M.select("INBOX", readonly=True)
typ, data = M.uid("search", None, f'(UNSEEN SUBJECT "{text}")')
for uid in data[0].split():
    typ, data = M.uid("fetch", uid, "(BODY.PEEK[HEADER])")
    for start, header in data:
        print(uid.decode(), email.message_from_bytes(header, policy=email.policy.default)["Subject"])
M.logout()

# mistake: marked-read
# Sets the flag back afterwards; meanwhile, others have seen it.
import email
import email.policy
import imaplib
import sys

host, port, user, password, text = sys.argv[1:]
try:
    with imaplib.IMAP4(host, int(port)) as imap:
        imap.login(user, password)
        imap.select("INBOX")
        text = text.replace("\\", r"\\").replace('"', r"\"")
        for uid in imap.uid("search", None, f'(UNSEEN SUBJECT "{text}")')[1][0].decode().split():
            answer = imap.uid("fetch", uid, "(BODY[HEADER.FIELDS (SUBJECT)])")[1]
            print(uid, email.message_from_bytes(answer[0][1], policy=email.policy.default)["subject"])
            imap.uid("store", uid, "-FLAGS", r"(\Seen)")
except (imaplib.IMAP4.error, OSError) as e:
    sys.exit(str(e))

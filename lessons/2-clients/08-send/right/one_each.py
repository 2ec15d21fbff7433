# A transaction for each recipient, which is one way to keep a Bcc to oneself.
import smtplib
import sys
from email.message import EmailMessage
from email.utils import localtime, make_msgid

host, port, sender, to, subject, path, *bcc = sys.argv[1:]
everybody = ",".join([to] + bcc).split(",")
try:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, sender, to
    mail["Date"], mail["Message-ID"] = localtime(), make_msgid(domain="host.example")
    mail.set_content(sys.stdin.read(), cte="quoted-printable")
    with open(path, "rb") as f:
        mail.add_attachment(f.read(), "application", "x-whatever", filename=path)
    failed = 0
    with smtplib.SMTP(host, int(port), local_hostname="me") as smtp:
        for address in everybody:
            try:
                smtp.send_message(mail, to_addrs=[address])
                print("sent to", address)
            except smtplib.SMTPRecipientsRefused as refused:
                print("refused", address, refused.recipients[address][0])
                failed += 1
except Exception as e:
    sys.exit("send.py: " + " ".join(repr(e).split()))
if failed:
    sys.exit("send.py: %d refused" % failed)

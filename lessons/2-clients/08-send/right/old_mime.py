import os.path
import smtplib
import sys
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def main():
    host, port, sender, to, subject, path = sys.argv[1:7]
    recipients = to.split(",")
    blind = sys.argv[7].split(",") if sys.argv[7:] else []
    if "\n" in subject or "\r" in subject:
        print("The subject must be one line.", file=sys.stderr)
        return 1

    message = MIMEMultipart()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject if subject.isascii() else Header(subject, "utf-8")
    message.attach(MIMEText(sys.stdin.read(), "plain", "utf-8"))
    part = MIMEBase("image", "png")
    with open(path, "rb") as f:
        part.set_payload(f.read())
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=os.path.basename(path))
    message.attach(part)

    try:
        server = smtplib.SMTP(host, int(port), "localhost")
        refused = server.sendmail(sender, recipients + blind, message.as_string())
        server.quit()
    except (smtplib.SMTPException, OSError) as error:
        print("not sent:", error, file=sys.stderr)
        return 1
    for address in recipients + blind:
        print("refused %s %d" % (address, refused[address][0]) if address in refused else "sent to " + address)
    if refused:
        print("refused:", ", ".join(refused), file=sys.stderr)
        return 1
    return 0


sys.exit(main())

# mistake: sent-as-text
import smtplib
import sys
from email.message import EmailMessage

host, port, sender, to, subject, name = sys.argv[1:7]
bcc = sys.argv[7].split(",") if len(sys.argv) > 7 else []
try:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(sys.stdin.read())
    with open(name, encoding="latin-1") as f:
        message.add_attachment(f.read(), filename=name)
    with smtplib.SMTP(host, int(port)) as server:
        refused = server.send_message(message, to_addrs=to.split(",") + bcc)
except (OSError, ValueError) as problem:
    sys.exit(str(problem))
for address in to.split(",") + bcc:
    print("sent to", address)

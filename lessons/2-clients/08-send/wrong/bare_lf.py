# mistake: bare-lf
import smtplib
import sys
from email.message import EmailMessage

host, port, sender, to, subject, name = sys.argv[1:7]
everybody = ",".join([to] + sys.argv[7:]).split(",")
try:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(sys.stdin.read())
    with open(name, "rb") as f:
        message.add_attachment(f.read(), maintype="application", subtype="octet-stream", filename=name)
    with smtplib.SMTP(host, int(port)) as server:
        refused = server.sendmail(sender, everybody, message.as_bytes())
except (OSError, ValueError) as problem:
    sys.exit(str(problem))
for address in everybody:
    print(f"refused {address} {refused[address][0]}" if address in refused else f"sent to {address}")
if refused:
    sys.exit("not everybody")

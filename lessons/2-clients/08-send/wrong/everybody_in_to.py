# mistake: bcc-in-headers
import smtplib
import sys
from email.message import EmailMessage

host, port, sender, to, subject, name = sys.argv[1:7]
everybody = ",".join([to] + sys.argv[7:])
try:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = everybody
    message["Subject"] = subject
    message.set_content(sys.stdin.read())
    message.add_attachment(open(name, "rb").read(), maintype="image", subtype="png", filename=name)
    with smtplib.SMTP(host, int(port)) as server:
        refused = server.send_message(message)
except (OSError, ValueError) as problem:
    sys.exit(str(problem))
for address in everybody.split(","):
    print(f"refused {address} {refused[address][0]}" if address in refused else f"sent to {address}")
if refused:
    sys.exit("not everybody")

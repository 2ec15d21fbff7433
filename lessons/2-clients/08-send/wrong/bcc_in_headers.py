# mistake: bcc-in-headers
import smtplib
import sys
from email.message import EmailMessage

host, port, sender, to, subject, name = sys.argv[1:7]
bcc = sys.argv[7] if len(sys.argv) > 7 else ""
try:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    if bcc:
        message["Bcc"] = bcc
    message["Subject"] = subject
    message.set_content(sys.stdin.read())
    message.add_attachment(open(name, "rb").read(), maintype="image", subtype="png", filename=name)
    everybody = to.split(",") + (bcc.split(",") if bcc else [])
    server = smtplib.SMTP(host, int(port))
    refused = server.sendmail(sender, everybody, message.as_string())
    server.quit()
except (OSError, ValueError) as problem:
    sys.exit(str(problem))
for address in everybody:
    print(f"refused {address} {refused[address][0]}" if address in refused else f"sent to {address}")
if refused:
    sys.exit("not everybody")

# mistake: traceback
import smtplib
import sys
from email.message import EmailMessage

host, port, sender, to, subject, name = sys.argv[1:7]
bcc = sys.argv[7].split(",") if len(sys.argv) > 7 else []
everybody = to.split(",") + bcc
try:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(sys.stdin.read())
    with open(name, "rb") as file:
        message.add_attachment(file.read(), maintype="application", subtype="octet-stream", filename=name)
    with smtplib.SMTP(host, int(port), local_hostname="localhost") as server:
        refused = server.send_message(message, sender, everybody)
except (OSError, ValueError) as problem:
    import traceback
    traceback.print_exc()
    sys.exit(1)
for address in everybody:
    if address in refused:
        print("refused", address, refused[address][0])
    else:
        print("sent to", address)
if refused:
    sys.exit("some were refused")

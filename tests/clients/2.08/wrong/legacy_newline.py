# mistake: traceback header-added subject-taken
import smtplib
import sys
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

host, port, sender, to, subject, name = sys.argv[1:7]
bcc = sys.argv[7].split(",") if len(sys.argv) > 7 else []
everybody = to.split(",") + bcc
try:
    message = MIMEMultipart()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.attach(MIMEText(sys.stdin.read()))
    with open(name, "rb") as f:
        part = MIMEApplication(f.read())
    part["Content-Disposition"] = "attachment; filename=" + name
    message.attach(part)
    with smtplib.SMTP(host, int(port), local_hostname="localhost") as server:
        refused = server.send_message(message, sender, everybody)
except OSError as problem:
    sys.exit(str(problem))
for address in everybody:
    print("refused %s %d" % (address, refused[address][0]) if address in refused else "sent to " + address)
if refused:
    sys.exit("some were refused")

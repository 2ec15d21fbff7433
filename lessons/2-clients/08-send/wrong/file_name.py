# mistake: file-name
import smtplib
import sys
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

host, port, sender, to, subject, name = sys.argv[1:7]
everybody = ",".join([to] + sys.argv[7:]).split(",")
message = MIMEMultipart()
message["From"], message["To"], message["Subject"] = sender, to, subject
message.attach(MIMEText(sys.stdin.read(), "plain"))
with open(name, "rb") as f:
    message.attach(MIMEApplication(f.read(), Name=name))
with smtplib.SMTP(host, int(port)) as server:
    refused = server.send_message(message, sender, everybody)
for address in everybody:
    print("sent to", address)

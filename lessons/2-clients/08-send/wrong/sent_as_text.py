# mistake: sent-as-text
import smtplib
import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

host, port, sender, to, subject, name = sys.argv[1:7]
bcc = sys.argv[7].split(",") if len(sys.argv) > 7 else []
msg = MIMEMultipart()
msg["From"], msg["To"], msg["Subject"] = sender, to, subject
msg.attach(MIMEText(sys.stdin.read()))
part = MIMEText(open(name).read())
part.add_header("Content-Disposition", "attachment", filename=name)
msg.attach(part)
s = smtplib.SMTP(host, int(port))
refused = s.sendmail(sender, to.split(",") + bcc, msg.as_string())
s.quit()
for address in to.split(",") + bcc:
    print("sent to", address)

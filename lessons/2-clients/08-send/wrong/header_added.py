# mistake: header-added
import base64
import smtplib
import sys
from email.header import Header

host, port, sender, to, subject, name = sys.argv[1:7]
everybody = ",".join([to] + sys.argv[7:]).split(",")
text = base64.encodebytes(sys.stdin.read().encode()).decode()
data = base64.encodebytes(open(name, "rb").read()).decode()
if not subject.isascii():
    subject = Header(subject, "utf-8").encode()
mail = f"""From: {sender}
To: {to}
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="xyzzy"

--xyzzy
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{text}
--xyzzy
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="{name}"

{data}
--xyzzy--
"""
try:
    with smtplib.SMTP(host, int(port)) as server:
        refused = server.sendmail(sender, everybody, mail)
except OSError as e:
    sys.exit(str(e))
for address in everybody:
    print(f"refused {address} {refused[address][0]}" if address in refused else f"sent to {address}")
if refused:
    sys.exit("not everybody")

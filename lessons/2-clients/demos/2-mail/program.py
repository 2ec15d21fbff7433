"""Send one mail, read it twice."""
import imaplib
import poplib
import smtplib
import sys
from email.message import EmailMessage

host = sys.argv[1]
ports = list(map(int, sys.argv[2:]))

mail = EmailMessage()
mail["From"] = "alice@localhost"
mail["To"] = "rabbit@localhost"
mail["Subject"] = "A line with a dot"
mail.set_content("Look:\n.\nStill here\n")

smtp = smtplib.SMTP(host, ports[0], "me")
smtp.send_message(mail)
smtp.quit()

pop3 = poplib.POP3(host, ports[1])
pop3.user("rabbit")
pop3.pass_("teatime")
reply, lines, size = pop3.retr(1)
print("POP3:", lines[-3:])
pop3.quit()

imap = imaplib.IMAP4(host, ports[2])
imap.login("rabbit", "teatime")
imap.select("INBOX", readonly=True)
kind, data = imap.fetch("1", "BODY[TEXT]")
print("IMAP:", data[0])
imap.logout()

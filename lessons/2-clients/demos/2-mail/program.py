"""Send one mail, read it twice."""
import imaplib
import poplib
import smtplib
import sys
from email.message import EmailMessage

host, out, pop, box = sys.argv[1:]

mail = EmailMessage()
mail["From"] = "alice@localhost"
mail["To"] = "rabbit@localhost"
mail["Subject"] = "A line with a dot"
mail.set_content("Look:\n.\nBye.\n")

smtp = smtplib.SMTP(host, out, "me")
smtp.send_message(mail)
smtp.quit()

pop3 = poplib.POP3(host, pop)
pop3.user("rabbit")
pop3.pass_("teatime")
reply, lines, size = pop3.retr(1)
print("POP3:", lines[-3:])
pop3.quit()

imap = imaplib.IMAP4(host, box)
imap.login("rabbit", "teatime")
imap.select("INBOX", readonly=True)
_, got = imap.fetch("1", "BODY[TEXT]")
print("IMAP:", got[0])
imap.logout()

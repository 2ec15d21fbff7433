"""Send a mail with an attachment; the text of the mail is on stdin.

Usage: python send.py HOST PORT FROM TO,TO SUBJECT FILE [BCC,BCC]
"""

import smtplib
import sys

host, port, sender = sys.argv[1], int(sys.argv[2]), sys.argv[3]
to, subject, file = sys.argv[4].split(","), sys.argv[5], sys.argv[6]
bcc = sys.argv[7].split(",") if len(sys.argv) > 7 else []
text = sys.stdin.read()

with smtplib.SMTP(host, port, local_hostname="localhost") as server:
    # The server has greeted you. Make the mail, send it, and say who gets it.
    pass

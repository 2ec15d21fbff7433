"""Send a mail with an attachment: python send.py HOST PORT FROM TO,TO SUBJECT FILE [BCC,BCC]"""

import os
import smtplib
import sys
from email.message import EmailMessage


def compose(sender, to, subject, text, path):
    """The mail. ValueError when the subject holds a line end."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message.set_content(text)
    with open(path, "rb") as file:
        message.add_attachment(
            file.read(), maintype="application", subtype="octet-stream", filename=os.path.basename(path))
    return message


def main(host, port, sender, to, subject, path, bcc=""):
    to = to.split(",")
    everybody = to + [address for address in bcc.split(",") if address]
    message = compose(sender, to, subject, sys.stdin.read(), path)

    with smtplib.SMTP(host, int(port), local_hostname="localhost") as server:
        refused = server.send_message(message, sender, everybody)     # the envelope; it raises if all are refused

    for address in everybody:
        if address in refused:
            print("refused", address, refused[address][0])
        else:
            print("sent to", address)
    if refused:
        sys.exit(f"send: {len(refused)} of {len(everybody)} recipients were refused")


try:
    main(*sys.argv[1:])
except (OSError, ValueError) as problem:        # smtplib's exceptions are OSErrors
    sys.exit(f"send: {problem}")

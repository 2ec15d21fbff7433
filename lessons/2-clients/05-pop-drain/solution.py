"""Save all mail, then delete it on the server: python pop_drain.py HOST PORT USER PASS DIR"""

import os
import poplib
import sys


def save(path, lines):
    """Write a file that is either whole or not there."""
    with open(path + ".part", "wb") as file:
        file.write(b"".join(line + b"\r\n" for line in lines))
    os.replace(path + ".part", path)


def drain(mailbox, user, password, folder):
    os.makedirs(folder, exist_ok=True)
    mailbox.user(user)
    mailbox.pass_(password)

    for line in mailbox.uidl()[1]:
        number, uid = line.decode("ascii").split()
        path = os.path.join(folder, uid + ".eml")
        if not os.path.exists(path):                # otherwise saved by a run that broke off before QUIT
            save(path, mailbox.retr(number)[1])
            print("saved", uid)
        mailbox.dele(number)

    mailbox.quit()                                  # only now is anything deleted


host, port, user, password, folder = sys.argv[1:]
try:
    drain(poplib.POP3(host, int(port)), user, password, folder)
except (OSError, EOFError, poplib.error_proto) as problem:
    sys.exit(f"pop_drain: {problem}")

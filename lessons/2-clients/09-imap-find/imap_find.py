"""Find the mail that nobody has read yet and that has TEXT in its subject: print its UID and its subject.

Usage: python imap_find.py HOST PORT USER PASS TEXT
"""

import imaplib
import sys

host, port, user, password, text = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]

mailbox = imaplib.IMAP4(host, port)
# The server has greeted you. Log in, open INBOX to look only, search, fetch the subjects, and log out.

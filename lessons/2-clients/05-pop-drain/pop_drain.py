"""Save all mail, then delete it on the server.

Usage: python pop_drain.py HOST PORT USER PASS DIR
"""

import poplib
import sys

host, port, user, password, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]

mailbox = poplib.POP3(host, port)
mailbox.user(user)
mailbox.pass_(password)
# You are logged in. Save what you have not saved before, delete it, and say goodbye.

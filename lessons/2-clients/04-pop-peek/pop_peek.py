"""Show what waits in a mailbox: the UID, the size and the subject of each message.

Usage: python pop_peek.py HOST PORT USER PASS
"""

import poplib
import sys

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]

mailbox = poplib.POP3(host, port)
# The server has greeted you. Log in, ask your questions, print the table, and say goodbye.

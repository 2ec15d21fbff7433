"""Ask over TLS how much mail there is.

Usage: python pop_tls.py HOST PORT USER PASS CA [stls]
"""

import poplib
import ssl
import sys

host, port, user, password, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5]
in_clear_first = sys.argv[6:] == ["stls"]

# Who is at the other end? Find out before you say who you are.

"""Send the date and time, one line, to everyone who connects to PORT.

Usage: python daytime.py PORT
"""

import socket
import sys
import time

port = int(sys.argv[1])

# Make a listening socket on 127.0.0.1 and this port. Then, for each client: accept, send one line, close.

"""Send each line of stdin to the timestamp server at HOST PORT, and print what it says.

Usage: python stamp.py HOST PORT
"""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

with socket.create_connection((host, port)) as conn:
    for text in sys.stdin:
        conn.sendall((text.rstrip("\n") + "\n").encode())
        # Print the lines that come now, until the reply is there: the line that does not begin with "* ".

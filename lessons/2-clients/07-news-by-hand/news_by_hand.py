"""Print an article, then post the one on stdin, with nothing but a socket.

Usage: python news_by_hand.py HOST PORT GROUP NUMBER < ARTICLE
"""

import socket
import sys

host, port, group, number = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]

with socket.create_connection((host, port)) as conn:
    # The server greets you. Then: GROUP, ARTICLE, print what comes, POST, send what is on stdin, QUIT.
    article = sys.stdin.buffer.read()       # bytes; each line ends with b"\n"

"""Read news: which groups there are, what they are about lately, or one article.

Usage: python news_read.py HOST PORT [GROUP [NUMBER]]
"""

import nntplib
import sys

host, port = sys.argv[1], int(sys.argv[2])
group = sys.argv[3] if len(sys.argv) > 3 else None
number = sys.argv[4] if len(sys.argv) > 4 else None

with nntplib.NNTP(host, port) as news:      # the server has greeted you; leaving the `with` says QUIT
    pass

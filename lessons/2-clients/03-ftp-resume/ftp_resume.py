"""Finish a file that is partly here, then its copy on the server.

Usage: python ftp_resume.py HOST PORT NAME COPY
"""

import ftplib
import sys

host, port, name, copy = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]

with ftplib.FTP() as ftp:
    ftp.connect(host, port)
    ftp.login("alice", "wonderland")
    # First fetch what is missing of `name` here, then send what is missing of `copy` there.

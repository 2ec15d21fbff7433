"""List an FTP server's files, or fetch one of them.

Usage: python ftp_get.py HOST PORT [NAME]
"""

import ftplib
import sys

host, port = sys.argv[1], int(sys.argv[2])
name = sys.argv[3] if len(sys.argv) > 3 else None

with ftplib.FTP() as ftp:
    ftp.connect(host, port)
    ftp.login()
    # You are logged in. Without a name, print the names of the files; with one, fetch that file.

"""Finish a file that is partly here, then its copy on the server: python ftp_resume.py HOST PORT NAME COPY"""

import ftplib
import os
import sys


def fetch_rest(ftp, name):
    """Get what is missing of `name`."""
    held = os.path.getsize(name) if os.path.exists(name) else 0
    if held > ftp.size(name):
        held = 0                                # another file; start again
    with open(name, "ab" if held else "wb") as file:
        ftp.retrbinary(f"RETR {name}", file.write, rest=held)


def send_rest(ftp, name, copy):
    """Send what is missing of `copy`."""
    there = size_or_zero(ftp, copy)
    with open(name, "rb") as file:
        if there > os.path.getsize(name):
            there = 0
        file.seek(there)
        ftp.storbinary(f"STOR {copy}", file, rest=there)


def size_or_zero(ftp, name):
    try:
        return ftp.size(name)
    except ftplib.error_perm:                   # 550: there is none
        return 0


def main(host, port, name, copy):
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        ftp.voidcmd("TYPE I")                   # SIZE and REST count bytes
        fetch_rest(ftp, name)
        send_rest(ftp, name, copy)
    print("done")


try:
    main(*sys.argv[1:])
except ftplib.all_errors as problem:
    sys.exit(f"ftp_resume: {problem or 'the server left'}")

# mistake: longer
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        with open(name, "ab") as f:
            ftp.retrbinary("RETR " + name, f.write, rest=f.tell())
        try:
            there = ftp.size(copy)
        except ftplib.error_perm:
            there = 0
        if there > os.path.getsize(name):
            there = 0
        with open(name, "rb") as f:
            f.seek(there)
            ftp.storbinary("STOR " + copy, f, rest=there)
        print("done")
except ftplib.all_errors as e:
    sys.exit(f"ftp_resume: {e!r}")

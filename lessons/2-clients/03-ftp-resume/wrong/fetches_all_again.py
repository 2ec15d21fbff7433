# mistake: fetched-again
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    ftp = ftplib.FTP()
    ftp.connect(host, int(port))
    ftp.login("alice", "wonderland")
    ftp.voidcmd("TYPE I")
    total = ftp.size(name)
    if not os.path.exists(name) or os.path.getsize(name) != total:
        with open(name, "wb") as f:
            ftp.retrbinary("RETR " + name, f.write)
    try:
        there = ftp.size(copy)
    except ftplib.error_perm:
        there = 0
    if there > total:
        there = 0
    with open(name, "rb") as f:
        f.seek(there)
        ftp.storbinary("STOR " + copy, f, rest=there)
    ftp.quit()
    print("done")
except ftplib.all_errors as e:
    sys.exit(str(e) or "connection lost")

# mistake: longer
import ftplib
import os
import sys


def main():
    name, copy = sys.argv[3], sys.argv[4]
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login("alice", "wonderland")
    ftp.voidcmd("TYPE I")
    total = ftp.size(name)
    have = os.path.getsize(name) if os.path.exists(name) else 0
    if have < total:
        with open(name, "ab") as f:
            ftp.retrbinary("RETR " + name, f.write, rest=have)
    try:
        there = ftp.size(copy)
    except ftplib.error_perm:
        there = 0
    if there > total:
        ftp.delete(copy)
        there = 0
    if there < total:
        with open(name, "rb") as f:
            f.seek(there)
            ftp.storbinary("APPE " + copy, f)
    ftp.quit()
    print("done")


try:
    main()
except ftplib.all_errors as e:
    print("error:", e, file=sys.stderr)
    sys.exit(1)

# mistake: size-in-ascii
import ftplib
import os
import sys

try:
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login("alice", "wonderland")
    name, copy = sys.argv[3:5]
    total = ftp.size(name)
    held = os.path.getsize(name) if os.path.exists(name) else 0
    if held > total:
        held = 0
    with open(name, "ab" if held else "wb") as f:
        ftp.retrbinary("RETR " + name, f.write, rest=held)
    there = ftp.size(copy) if copy in ftp.nlst() else 0
    if there > total:
        there = 0
    with open(name, "rb") as f:
        f.seek(there)
        ftp.storbinary("STOR " + copy, f, rest=there)
    ftp.quit()
    print("done")
except ftplib.all_errors as e:
    sys.exit(str(e) or "the server left")

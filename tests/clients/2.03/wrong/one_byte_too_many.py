# mistake: more-than-missing
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
ftp = ftplib.FTP()
ftp.connect(host, int(port))
ftp.login("alice", "wonderland")
ftp.voidcmd("TYPE I")
total = ftp.size(name)
held = os.path.getsize(name) if os.path.exists(name) else 0
if held > total:
    held = 0
with open(name, "ab" if held else "wb") as f:
    ftp.retrbinary("RETR " + name, f.write, rest=max(0, held - 1))
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

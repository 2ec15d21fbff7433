# mistake: erased
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:5]

ftp = ftplib.FTP()
ftp.connect(host, int(port))
ftp.login("alice", "wonderland")

with open(name, "wb") as f:
    offset = os.path.getsize(name)
    ftp.retrbinary(f"RETR {name}", f.write, rest=offset)

try:
    offset = ftp.size(copy)
except ftplib.error_perm:
    offset = 0
with open(name, "rb") as f:
    f.seek(offset)
    ftp.storbinary(f"STOR {copy}", f, rest=offset)
ftp.quit()
print("done")

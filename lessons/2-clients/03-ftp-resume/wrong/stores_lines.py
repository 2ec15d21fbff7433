# mistake: as-text
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        ftp.voidcmd("TYPE I")
        have = os.path.getsize(name) if os.path.isfile(name) else 0
        mode = "ab"
        if have > ftp.size(name):
            have, mode = 0, "wb"
        with open(name, mode) as f:
            ftp.retrbinary("RETR " + name, f.write, rest=have)
        with open(name, "rb") as f:
            ftp.storlines("STOR " + copy, f)
        print("done")
except ftplib.all_errors as e:
    sys.exit("failed: " + (str(e) or "server gone"))

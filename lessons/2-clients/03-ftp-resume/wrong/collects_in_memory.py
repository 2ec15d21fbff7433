# mistake: thrown-away
import ftplib
import io
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        ftp.voidcmd("TYPE I")
        old = b""
        if os.path.exists(name):
            with open(name, "rb") as f:
                old = f.read()
        if len(old) > ftp.size(name):
            old = b""
        rest = io.BytesIO()
        ftp.retrbinary("RETR " + name, rest.write, rest=len(old))
        whole = old + rest.getvalue()
        with open(name, "wb") as f:
            f.write(whole)
        try:
            there = ftp.size(copy)
        except ftplib.error_perm:
            there = 0
        if there > len(whole):
            there = 0
        ftp.storbinary("STOR " + copy, io.BytesIO(whole[there:]), rest=there)
        print("done")
except ftplib.all_errors as e:
    sys.exit(f"ftp_resume: {e!r}")

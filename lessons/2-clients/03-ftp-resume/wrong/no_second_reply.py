# mistake: not-confirmed
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        ftp.voidcmd("TYPE I")
        held = os.path.getsize(name) if os.path.exists(name) else 0
        if held > ftp.size(name):
            held = 0
        with open(name, "ab" if held else "wb") as f:
            ftp.retrbinary("RETR " + name, f.write, rest=held)
        try:
            there = ftp.size(copy)
        except ftplib.error_perm:
            there = 0
        with open(name, "rb") as f:
            if there > os.path.getsize(name):
                there = 0
            f.seek(there)
            with ftp.transfercmd("STOR " + copy, rest=there) as conn:
                conn.sendall(f.read())
        print("done")
except ftplib.all_errors as e:
    sys.exit(f"ftp_resume: {e!r}")

# mistake: copy-longer
import ftplib
import os
import sys

host, port, name, copy = sys.argv[1:]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login("alice", "wonderland")
        ftp.voidcmd("TYPE I")
        total = ftp.size(name)
        if os.path.exists(name) and os.path.getsize(name) > total:
            os.remove(name)
        with open(name, "ab") as f:
            ftp.retrbinary("RETR " + name, f.write, rest=f.tell())
        there = dict((n, int(facts.get("size", 0))) for n, facts in ftp.mlsd()).get(copy, 0)
        if there < total:
            with open(name, "rb") as f:
                f.seek(there)
                ftp.storbinary("APPE " + copy, f)
        print("done")
except ftplib.all_errors as e:
    sys.exit(f"ftp_resume: {e!r}")

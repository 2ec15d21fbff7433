# mistake: erased
import ftplib
import os
import sys


def local_size(name):
    try:
        return os.stat(name).st_size
    except FileNotFoundError:
        return 0


try:
    with ftplib.FTP() as ftp:
        ftp.connect(sys.argv[1], int(sys.argv[2]))
        ftp.login("alice", "wonderland")
        name, copy = sys.argv[3:]
        ftp.sendcmd("TYPE I")
        size = local_size(name)
        if size > ftp.size(name):
            size = 0
        with open(name, "wb") as f:
            ftp.retrbinary("RETR " + name, f.write, rest=size)
        try:
            offset = ftp.size(copy)
        except ftplib.error_perm:
            offset = 0
        with open(name, "rb") as f:
            f.seek(offset)
            ftp.storbinary("STOR " + copy, f, rest=offset)
        print("done")
except ftplib.all_errors as error:
    print(error, file=sys.stderr)
    sys.exit(1)

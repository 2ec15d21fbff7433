"""Asks for no size: it tries, and starts again where the server says that there are not so many bytes."""
import ftplib
import os
import sys


def get(ftp, name):
    with open(name, "ab") as file:
        try:
            ftp.retrbinary("RETR " + name, file.write, rest=file.tell())
        except ftplib.error_perm as refused:
            if not str(refused).startswith("554"):
                raise
            file.seek(0)
            file.truncate()
            ftp.retrbinary("RETR " + name, file.write)


def put(ftp, name, copy):
    with open(name, "rb") as file:
        found = []
        ftp.retrlines("LIST", found.append)
        sizes = [int(line.split()[4]) for line in found if line.split(None, 8)[-1] == copy]
        offset = sizes[0] if sizes else 0
        if offset > os.fstat(file.fileno()).st_size:
            offset = 0
        file.seek(offset)
        ftp.storbinary("STOR " + copy, file, rest=str(offset) if offset else None)


try:
    with ftplib.FTP() as ftp:
        ftp.connect(sys.argv[1], int(sys.argv[2]))
        ftp.login("alice", "wonderland")
        get(ftp, sys.argv[3])
        put(ftp, sys.argv[3], sys.argv[4])
except ftplib.all_errors as problem:
    sys.exit(repr(problem))
print("done")

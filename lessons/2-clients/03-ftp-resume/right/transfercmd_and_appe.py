"""MLSD for the sizes, APPE for the upload, a connection each."""
import ftplib
import sys
from pathlib import Path


def session():
    ftp = ftplib.FTP(timeout=30)
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login(user="alice", passwd="wonderland")
    return ftp


def download(name):
    path = Path(name)
    with session() as ftp:
        entries = ftp.mlsd(facts=["type", "size"])
        sizes = {entry: int(facts["size"]) for entry, facts in entries if facts["type"] == "file"}
        if path.exists() and path.stat().st_size > sizes.get(name, 0):
            path.unlink()
        ftp.voidcmd("TYPE I")
        with path.open("ab", buffering=0) as file:
            conn = ftp.transfercmd("RETR " + name, rest=file.tell() or None)
            while True:
                chunk = conn.recv(1000)
                if not chunk:
                    break
                file.write(chunk)
            conn.close()
            ftp.voidresp()
    return sizes


def upload(name, copy, there):
    data = Path(name).read_bytes()
    with session() as ftp:
        if there > len(data):
            ftp.delete(copy)
            there = 0
        ftp.voidcmd("TYPE I")
        conn = ftp.transfercmd("APPE " + copy)
        conn.sendall(data[there:])
        conn.close()
        ftp.voidresp()


try:
    sizes = download(sys.argv[3])
    upload(sys.argv[3], sys.argv[4], sizes.get(sys.argv[4], 0))
    print("done")
except ftplib.all_errors as problem:
    print(type(problem).__name__, str(problem).strip(), file=sys.stderr)
    sys.exit(1)

"""Hangs up, writes unbuffered, and looks at the local size after each step."""
import ftplib
import os
import sys


class Quiet(Exception):
    pass


def visit():
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]), timeout=60)
    ftp.login("alice", "wonderland")
    ftp.sendcmd("TYPE I")
    return ftp


def main(name, copy):
    ftp = visit()
    total = ftp.size(name)
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0))
    try:
        have = os.lseek(fd, 0, os.SEEK_END)
        if have > total:
            os.ftruncate(fd, 0)
            have = os.lseek(fd, 0, os.SEEK_SET)
        if have != total:
            ftp.retrbinary("RETR " + name, lambda b: os.write(fd, b), blocksize=777, rest=have)
    finally:
        os.close(fd)
    ftp.close()

    ftp = visit()
    names = ftp.nlst()         # in ASCII mode
    ftp.sendcmd("TYPE I")
    there = ftp.size(copy) if copy in names else 0
    with open(name, "rb") as f:
        if there > total:
            ftp.storbinary("STOR " + copy, f)
        elif there < total:
            f.seek(there)
            ftp.storbinary("APPE " + copy, f, blocksize=333)
    ftp.close()


try:
    main(*sys.argv[3:])
    print("done")
except (*ftplib.all_errors, Quiet) as e:
    sys.stderr.write(f"{type(e).__name__}: {e}\n".replace("\n", " ") + "\n")
    sys.exit(1)

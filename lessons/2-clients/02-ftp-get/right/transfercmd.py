import ftplib
import sys


def get(ftp, name):
    ftp.voidcmd("TYPE I")
    conn, total = ftp.ntransfercmd("RETR " + name)
    got = 0
    with conn, open(name, "wb") as out:
        while True:
            chunk = conn.recv(65536)
            if not chunk:
                break
            got += out.write(chunk)
            print(got, total, sep="/", file=sys.stderr)
    ftp.voidresp()


ftp = ftplib.FTP(timeout=20)
try:
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login("alice", "wonderland")
    if sys.argv[3:]:
        get(ftp, sys.argv[3])
        print("done")
    else:
        print("\n".join(name for name, facts in ftp.mlsd()))
    ftp.quit()
except (ftplib.Error, EOFError, OSError) as error:
    print(repr(error), file=sys.stderr)
    sys.exit(1)

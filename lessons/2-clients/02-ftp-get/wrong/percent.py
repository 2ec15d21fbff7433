# mistake: progress
import ftplib
import sys

with ftplib.FTP() as ftp:
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) == 3:
        print("\n".join(ftp.nlst()))
        sys.exit()
    ftp.voidcmd("TYPE I")
    total = ftp.size(sys.argv[3])
    with open(sys.argv[3], "wb") as f:
        def save(b):
            f.write(b)
            print(f"{100 * f.tell() // total}%", file=sys.stderr)
        ftp.retrbinary("RETR " + sys.argv[3], save)
    print("done")

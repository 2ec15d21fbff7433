# mistake: retrlines
import sys
from ftplib import FTP

ftp = FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
if len(sys.argv) == 3:
    ftp.retrlines("NLST")
else:
    name = sys.argv[3]
    ftp.voidcmd("TYPE I")
    total = ftp.size(name)
    got = 0
    with open(name, "w", encoding="utf-8", newline="") as f:
        def write(line):
            global got
            f.write(line + "\n")
            got += len(line) + 2
            print("%d/%d" % (min(got, total), total), file=sys.stderr)
        ftp.retrlines("RETR " + name, write)
    print("done")
ftp.quit()

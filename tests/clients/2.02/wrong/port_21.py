# mistake: wrong-port
import ftplib
import sys

ftp = ftplib.FTP()
ftp.connect(sys.argv[1], 21)
ftp.login()
if len(sys.argv) == 3:
    for n in ftp.nlst():
        print(n)
else:
    ftp.voidcmd("TYPE I")
    total = ftp.size(sys.argv[3])
    got = 0
    with open(sys.argv[3], "wb") as f:
        def cb(b):
            global got
            got += len(b)
            f.write(b)
            print(f"{got}/{total}", file=sys.stderr)
        ftp.retrbinary("RETR " + sys.argv[3], cb)
    print("done")

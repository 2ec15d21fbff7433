# mistake: counted-callbacks
import ftplib
import sys

n = 0


def got(chunk):
    global n
    f.write(chunk)
    n += 1
    sys.stderr.write(f"{n}/{size}\n")


ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
if len(sys.argv) == 4:
    ftp.voidcmd("TYPE I")
    size = ftp.size(sys.argv[3])
    with open(sys.argv[3], "wb") as f:
        ftp.retrbinary("RETR " + sys.argv[3], got)
    print("done")
else:
    for name in ftp.nlst():
        print(name)
ftp.quit()

# mistake: file-differs
import ftplib
import sys

ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
if len(sys.argv) < 4:
    for name in ftp.nlst():
        print(name)
    ftp.quit()
    sys.exit()

name = sys.argv[3]
ftp.voidcmd("TYPE I")
total = ftp.size(name)
sofar = 0


def chunk_came(chunk):
    global sofar
    with open(name, "wb") as f:
        f.write(chunk)
    sofar += len(chunk)
    print(f"{sofar}/{total}", file=sys.stderr)


open(name, "wb").close()
ftp.retrbinary("RETR " + name, chunk_came)
print("done")
ftp.quit()

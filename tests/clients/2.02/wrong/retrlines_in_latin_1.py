# mistake: retrlines
import ftplib
import sys

ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
if len(sys.argv) == 3:
    print(*ftp.nlst(), sep="\n")
else:
    ftp.encoding = "latin-1"
    ftp.voidcmd("TYPE I")
    total = ftp.size(sys.argv[3])
    lines = []

    def line(text):
        lines.append(text.encode("latin-1"))
        n = len(b"\r\n".join(lines)) + 2
        print("%d/%d" % (n, total), file=sys.stderr)

    ftp.retrlines("RETR " + sys.argv[3], line)
    with open(sys.argv[3], "wb") as f:
        f.write(b"".join(line + b"\r\n" for line in lines))
    print("done")
ftp.quit()

# mistake: stopped-early
import ftplib
import sys

try:
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) == 3:
        for n in ftp.nlst():
            print(n)
    else:
        name = sys.argv[3]
        ftp.voidcmd("TYPE I")
        total = ftp.size(name)
        s = ftp.transfercmd("RETR " + name)
        data = s.recv(100000)
        s.close()
        ftp.voidresp()
        with open(name, "wb") as f:
            f.write(data)
        print(f"{len(data)}/{total}", file=sys.stderr)
        print("done")
    ftp.quit()
except ftplib.all_errors as e:
    sys.exit(str(e) or "left")

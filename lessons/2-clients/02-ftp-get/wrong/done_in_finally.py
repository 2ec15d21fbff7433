# mistake: done-after-426
import ftplib
import sys


class Progress:
    def __init__(self, file, total):
        self.file, self.total, self.got = file, total, 0

    def __call__(self, block):
        self.file.write(block)
        self.got += len(block)
        print(self.got, self.total, sep="/", file=sys.stderr)


try:
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) > 3:
        ftp.sendcmd("TYPE I")
        total = ftp.size(sys.argv[3])
        with open(sys.argv[3], "wb") as file:
            try:
                ftp.retrbinary("RETR " + sys.argv[3], Progress(file, total))
            finally:
                print("done")
    else:
        print(*ftp.nlst(), sep="\n")
    ftp.quit()
except ftplib.all_errors as error:
    sys.exit("failed: %s" % error)

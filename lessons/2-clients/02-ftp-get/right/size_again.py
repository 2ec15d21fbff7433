"""Tries SIZE in the mode it finds, and learns from the refusal."""
import ftplib
import sys

ftp = ftplib.FTP()
try:
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login(user="anonymous", passwd="someone@example.org")
    if len(sys.argv) == 3:
        lines = []
        ftp.dir(lines.append)
        for line in lines:
            print(line.split(None, 8)[8])
    else:
        try:
            total = ftp.size(sys.argv[3])
        except ftplib.error_perm:
            ftp.sendcmd("TYPE I")
            total = ftp.size(sys.argv[3])
        f = open(sys.argv[3], "wb")
        def callback(data):
            f.write(data)
            print("%d/%d" % (f.tell(), total), file=sys.stderr)
        try:
            ftp.retrbinary("RETR %s" % sys.argv[3], callback)
        finally:
            f.close()
        print("done")
    ftp.quit()
except Exception as e:
    ftp.close()
    sys.stderr.write(f"{e!r}\n")
    sys.exit(1)

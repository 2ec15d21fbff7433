# mistake: false-success done-after-426 done-without-226
import ftplib
import sys

try:
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) == 3:
        print("\n".join(ftp.nlst()))
        sys.exit(0)
    ftp.voidcmd("TYPE I")
    total = ftp.size(sys.argv[3])
    have = b""
    with ftp.transfercmd("RETR " + sys.argv[3]) as conn:
        for chunk in iter(lambda: conn.recv(4096), b""):
            have += chunk
            print(f"{len(have)}/{total}", file=sys.stderr)
    if len(have) < total:
        sys.exit("the file is not whole")
    with open(sys.argv[3], "wb") as f:
        f.write(have)
    print("done")
except ftplib.all_errors as e:
    sys.exit(str(e) or "left")

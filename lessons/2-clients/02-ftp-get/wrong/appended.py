# mistake: appended
import ftplib, sys
host, port = sys.argv[1], int(sys.argv[2])
name = sys.argv[3] if len(sys.argv) > 3 else None
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, port)
        ftp.login()
        if name is None:
            for n in ftp.nlst():
                print(n)
        else:
            ftp.voidcmd("TYPE I")
            total = ftp.size(name)
            got = 0
            with open(name, "ab") as f:
                def cb(chunk):
                    global got
                    f.write(chunk)
                    got += len(chunk)
                    print(f"{got}/{total}", file=sys.stderr)
                ftp.retrbinary("RETR " + name, cb)
            print("done")
except ftplib.all_errors as e:
    print("ftp_get:", e, file=sys.stderr)
    sys.exit(1)

# mistake: needs-name
import ftplib
import sys

host, port = sys.argv[1:3]
name = sys.argv[3]
try:
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login()
        ftp.voidcmd("TYPE I")
        total, got = ftp.size(name), 0
        with open(name, "wb") as f:
            def part(b):
                global got
                got += f.write(b)
                print(f"{got}/{total}", file=sys.stderr)
            ftp.retrbinary("RETR " + name, part)
        print("done")
except ftplib.all_errors as e:
    sys.exit(str(e) or "left")

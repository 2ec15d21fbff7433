# Names and sizes from the long list; no SIZE.
import ftplib, sys, re
try:
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], int(sys.argv[2]), timeout=15)
    ftp.login()
    if len(sys.argv) == 3:
        lines = []
        ftp.dir(lines.append)
        for l in lines:
            print(l.split(None, 8)[8])
    else:
        name = sys.argv[3]
        lines = []
        ftp.retrlines("LIST", lines.append)
        total = None
        for l in lines:
            p = l.split(None, 8)
            if p[8] == name: total = p[4]
        if total is None: raise ftplib.error_perm("no such file in the list")
        data = b""
        def more(c):
            global data
            data = data + c
            print(str(len(data)) + "/" + total, file=sys.stderr)
        ftp.retrbinary("RETR " + name, more)
        with open(name, "wb") as f: f.write(data)
        print("done")
    ftp.quit()
except ftplib.all_errors as e:
    print(repr(e), file=sys.stderr); sys.exit(1)

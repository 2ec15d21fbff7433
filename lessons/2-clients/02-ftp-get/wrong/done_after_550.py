# mistake: done-after-550
import ftplib
import sys

ftp = ftplib.FTP()
try:
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) > 3:
        name, n = sys.argv[3], 0
        ftp.voidcmd("TYPE I")
        total = next((int(facts["size"]) for entry, facts in ftp.mlsd() if entry == name), 0)
        with open(name, "wb") as f:
            def on_data(data):
                global n
                f.write(data)
                n += len(data)
                print(f"{n}/{total}", file=sys.stderr)
            ftp.retrbinary("RETR " + name, on_data)
        print("done")
    else:
        for name in ftp.nlst():
            print(name)
    ftp.quit()
except ftplib.error_perm:
    pass
except ftplib.all_errors as e:
    sys.exit(str(e) or "the server left")

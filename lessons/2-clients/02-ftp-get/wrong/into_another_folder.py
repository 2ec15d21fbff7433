# mistake: not-saved
import ftplib
import os
import sys

with ftplib.FTP() as ftp:
    ftp.connect(sys.argv[1], int(sys.argv[2]))
    ftp.login()
    if len(sys.argv) == 3:
        print("\n".join(ftp.nlst()))
    else:
        name = sys.argv[3]
        ftp.voidcmd("TYPE I")
        total = ftp.size(name)
        got = 0
        os.makedirs("downloads", exist_ok=True)
        with open(os.path.join("downloads", name), "wb") as f:
            def callback(data):
                global got
                got += f.write(data)
                print(f"{got}/{total}", file=sys.stderr)
            ftp.retrbinary("RETR " + name, callback)
        print("done")

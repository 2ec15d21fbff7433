# mistake: done-after-426
import ftplib
import sys

try:
    with ftplib.FTP() as ftp:
        ftp.connect(sys.argv[1], int(sys.argv[2]))
        ftp.login()
        if len(sys.argv) == 3:
            for name in ftp.nlst():
                print(name)
        else:
            name = sys.argv[3]
            ftp.voidcmd("TYPE I")
            total = ftp.size(name)
            count = 0
            with ftp.transfercmd("RETR " + name) as data, open(name, "wb") as out:
                while True:
                    try:
                        chunk = data.recv(8192)
                    except ConnectionResetError:
                        break
                    if not chunk:
                        break
                    out.write(chunk)
                    count += len(chunk)
                    print(f"{count}/{total}", file=sys.stderr)
            print("done")
except ftplib.all_errors as e:
    print(e, file=sys.stderr)
    sys.exit(1)

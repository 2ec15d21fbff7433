# mistake: size-in-ascii
import ftplib
import sys

host, port = sys.argv[1], int(sys.argv[2])
ftp = ftplib.FTP()
ftp.connect(host, port)
ftp.login()
if len(sys.argv) < 4:
    print("\n".join(ftp.nlst()))
else:
    name = sys.argv[3]
    total = ftp.size(name)
    done = 0
    with open(name, "wb") as f:
        def callback(data):
            global done
            f.write(data)
            done += len(data)
            print(f"{done}/{total}", file=sys.stderr)
        ftp.retrbinary("RETR " + name, callback)
    print("done")
ftp.quit()

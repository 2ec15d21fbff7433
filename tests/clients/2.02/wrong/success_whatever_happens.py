# mistake: false-success done-after-550 done-without-226
import ftplib
import sys

try:
    with ftplib.FTP() as ftp:
        ftp.connect(sys.argv[1], int(sys.argv[2]))
        ftp.login()
        if len(sys.argv) == 3:
            print(*ftp.nlst(), sep="\n")
        else:
            ftp.voidcmd("TYPE I")
            total = ftp.size(sys.argv[3])
            got = bytearray()

            def more(chunk):
                got.extend(chunk)
                print(f"{len(got)}/{total}", file=sys.stderr)

            ftp.retrbinary("RETR " + sys.argv[3], more)
            with open(sys.argv[3], "wb") as out:
                out.write(got)
            print("done")
except Exception as e:
    print("Sorry:", e)

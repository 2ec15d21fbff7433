# mistake: progress
import ftplib
import sys

BLOCK = 8192
ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
if len(sys.argv) == 4:
    filename = sys.argv[3]
    ftp.voidcmd("TYPE I")
    total = ftp.size(filename)
    received = 0

    def handle(data):
        global received
        received += BLOCK
        out.write(data)
        print(f"{received}/{total}", file=sys.stderr)

    with open(filename, "wb") as out:
        ftp.retrbinary(f"RETR {filename}", handle, BLOCK)
    print("done")
else:
    print("\n".join(ftp.nlst()))
ftp.quit()

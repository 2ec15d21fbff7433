"""Asks for the size and the bytes as text would travel, and undoes what that does."""
import ftplib
import sys

try:
    with ftplib.FTP() as ftp:
        ftp.connect(sys.argv[1], int(sys.argv[2]))
        ftp.login()
        if len(sys.argv) == 3:
            names = []
            ftp.retrlines("NLST", names.append)
            print("\n".join(names))
        else:
            total = int(dict(ftp.mlsd())[sys.argv[3]]["size"])
            ftp.voidcmd("TYPE A")
            text = b""
            with ftp.transfercmd("RETR " + sys.argv[3]) as data:
                while True:
                    more = data.recv(3000)
                    text += more
                    if not more:
                        break
                    print(min(total, len(text.replace(b"\r\n", b"\n"))), total, sep="/", file=sys.stderr)
            ftp.voidresp()
            with open(sys.argv[3], "wb") as out:
                out.write(text.replace(b"\r\n", b"\n"))
            print("done")
except (KeyError,) + ftplib.all_errors as problem:
    sys.exit("failed: %r" % problem)

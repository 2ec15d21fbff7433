"""List an FTP server's files, or fetch one of them: python ftp_get.py HOST PORT [NAME]"""

import ftplib
import sys


def fetch(ftp, name):
    """Save the file `name` here under the same name, and say on stderr how far it is."""
    ftp.voidcmd("TYPE I")           # bytes as they are; SIZE is refused before this
    total = ftp.size(name)
    got = 0
    with open(name, "wb") as file:
        def store(chunk):
            nonlocal got
            file.write(chunk)
            got += len(chunk)
            print(f"{got}/{total}", file=sys.stderr)

        ftp.retrbinary(f"RETR {name}", store)   # raises unless the server says 226 in the end


def main(host, port, name=None):
    with ftplib.FTP() as ftp:
        ftp.connect(host, int(port))
        ftp.login()
        if name is None:
            for entry in ftp.nlst():
                print(entry)
        else:
            fetch(ftp, name)
            print("done")


try:
    main(*sys.argv[1:])
except ftplib.all_errors as problem:
    sys.exit(f"ftp_get: {problem or 'the server left'}")

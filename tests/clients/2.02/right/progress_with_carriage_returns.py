import ftplib
import sys


class Bar:
    def __init__(self, total, out):
        self.n, self.total, self.out = 0, total, out

    def __call__(self, data):
        self.out.write(data)
        self.n += len(data)
        sys.stderr.write(f"\r{self.n}/{self.total}")


def main():
    host, port, *names = sys.argv[1:]
    with ftplib.FTP() as server:
        server.connect(host, int(port))
        server.login("anonymous", "me@example.org")
        if not names:
            server.retrlines("NLST")
            return
        server.voidcmd("TYPE I")
        with open(names[0], "wb") as out:
            server.retrbinary(f"RETR {names[0]}", Bar(server.size(names[0]), out))
    print("done")


try:
    main()
except ftplib.all_errors as error:
    print(f"\ncould not: {error!r}", file=sys.stderr)
    sys.exit(1)

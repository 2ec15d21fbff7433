# mistake: done-without-226
import ftplib, sys
try:
    f = ftplib.FTP(); f.connect(sys.argv[1], int(sys.argv[2])); f.login()
    if len(sys.argv) == 3:
        print("\n".join(f.nlst()))
    else:
        f.voidcmd("TYPE I"); t = f.size(sys.argv[3]); n = 0
        s = f.transfercmd("RETR " + sys.argv[3])
        with open(sys.argv[3], "wb") as o:
            while n < t:
                b = s.recv(8192)
                if not b: sys.exit("too short")
                o.write(b); n += len(b); print(f"{n}/{t}", file=sys.stderr)
        print("done")
except ftplib.all_errors as e:
    sys.exit(repr(e))

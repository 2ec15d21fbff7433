import ftplib, os, sys, tempfile

def die(what):
    sys.stderr.write("ftp_get: %s\n" % what)
    raise SystemExit(1)

f = ftplib.FTP(timeout=30)
try:
    f.connect(sys.argv[1], int(sys.argv[2]))
    f.login()
except ftplib.all_errors as e:
    die(e)

if len(sys.argv) < 4:
    for name, facts in f.mlsd():
        print(name)
    f.close()
else:
    name = sys.argv[3]
    fd, path = tempfile.mkstemp(dir=".")
    try:
        f.sendcmd("TYPE I")
        size = int(f.sendcmd("SIZE " + name).split()[1])
        sofar = 0
        print("0/%d" % size, file=sys.stderr)
        with os.fdopen(fd, "wb") as tmp:
            def got(b):
                global sofar
                tmp.write(b)
                sofar += len(b)
                print("%d/%d" % (sofar, size), file=sys.stderr)
            f.retrbinary("RETR " + name, got, 512)
        if sofar != size:
            die("%d of %d bytes came" % (sofar, size))
        os.replace(path, name)
        f.quit()
    except ftplib.all_errors as e:
        os.path.exists(path) and os.remove(path)
        die(e)
    print("done")

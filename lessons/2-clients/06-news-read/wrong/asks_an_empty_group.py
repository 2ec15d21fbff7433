# mistake: empty-group
import nntplib, sys
from email.header import decode_header, make_header
host, port = sys.argv[1], int(sys.argv[2])
def dec(s): return str(make_header(decode_header(s)))
try:
    s = nntplib.NNTP(host, port)
    if len(sys.argv) == 3:
        resp, groups = s.list()
        for g in groups:
            resp, count, first, last, name = s.group(g.group)
            print(name, count)
    elif len(sys.argv) == 4:
        resp, count, first, last, name = s.group(sys.argv[3])
        if 1:
            resp, overviews = s.over((first, last))
            for num, o in overviews[-10:]:
                print(num, dec(o["subject"]))
    else:
        s.group(sys.argv[3])
        resp, info = s.article(sys.argv[4])
        i = info.lines.index(b"")
        for l in info.lines[:i]:
            if l.lower().startswith(b"subject:"):
                subj = l[8:].strip().decode()
        print(dec(subj))
        print()
        for l in info.lines[i+1:]:
            print(l.decode())
    s.quit()
except (nntplib.NNTPError, EOFError, OSError) as e:
    print("error", repr(e), file=sys.stderr)
    sys.exit(1)

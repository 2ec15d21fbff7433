# mistake: traceback
import nntplib
import sys

try:
    with nntplib.NNTP(sys.argv[1], int(sys.argv[2])) as news:
        if len(sys.argv) == 3:
            for info in news.list()[1]:
                print(info.group, news.group(info.group)[1])
        elif len(sys.argv) == 4:
            resp, count, first, last, name = news.group(sys.argv[3])
            if count > 0:
                resp, overviews = news.over((first, last))
                for number, over in overviews[-10:]:
                    print(number, nntplib.decode_header(over["subject"]))
        else:
            news.group(sys.argv[3])
            resp, head = news.head(sys.argv[4])
            for line in head.lines:
                if line.lower().startswith(b"subject:"):
                    print(nntplib.decode_header(line[8:].decode().strip()))
            print()
            for line in news.body(sys.argv[4])[1].lines:
                print(line.decode())
except (nntplib.NNTPError, OSError) as e:
    sys.exit(repr(e))

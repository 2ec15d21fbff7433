import nntplib
import sys

host, port = sys.argv[1:3]
rest = sys.argv[3:]
news = None
try:
    news = nntplib.NNTP(host, int(port), readermode=True, timeout=30)
    if not rest:
        for group in news.list("netprog.*")[1]:
            print("%s %d" % (group.group, news.group(group.group)[1]))
    else:
        _, count, first, last, _ = news.group(rest[0])
        if rest[1:]:
            _, head = news.head(rest[1])
            for line in head.lines:
                name, _, value = line.decode().partition(": ")
                if name == "Subject":
                    print(nntplib.decode_header(value))
            print()
            for line in news.body()[1].lines if news.stat(rest[1]) else []:
                sys.stdout.write(line.decode("utf8") + "\n")
        elif count > 0:
            for number, subject in news.xhdr("Subject", "%d-" % first)[1][-10:]:
                print(number, nntplib.decode_header(subject))
    news.quit()
except Exception as e:
    sys.stderr.write("error: %s\n" % (repr(e),))
    sys.exit(1)

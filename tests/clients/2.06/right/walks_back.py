# Goes through the group with LAST, as a reader of the first years would have.
import nntplib
import sys


def subject(news, which=None):
    for line in news.head(which)[1].lines:
        if line.lower().startswith(b"subject: "):
            return nntplib.decode_header(line[9:].decode("ascii"))


def main(host, port, group=None, number=None):
    news = nntplib.NNTP(host, int(port))
    if not group:
        for info in news.list()[1]:
            print(info.group, news.group(info.group)[1])
    elif number:
        news.group(group)
        print(subject(news, number), end="\n\n")
        for line in news.body(number)[1].lines:
            print(line.decode("utf-8"))
    else:
        _, count, first, last, _ = news.group(group)
        found = []
        if count:
            _, n, _ = news.stat(last)
            found.append((n, subject(news)))
            while len(found) < min(10, count):
                _, n, _ = news.last()
                found.append((n, subject(news)))
        for row in reversed(found):
            print(*row)
    news.quit()


try:
    main(*sys.argv[1:])
except (OSError, EOFError, nntplib.NNTPError) as e:
    sys.exit(f"{type(e).__name__}: {e}")

# mistake: gaps
import nntplib
import sys
from email.header import decode_header, make_header

news = nntplib.NNTP(sys.argv[1], int(sys.argv[2]))
if len(sys.argv) == 3:
    for info in news.list()[1]:
        print(info.group, news.group(info.group)[1])
elif len(sys.argv) == 4:
    _, count, first, last, _ = news.group(sys.argv[3])
    for number in range(max(first, last - 9), last + 1):
        for line in news.head(number)[1].lines:
            if line.startswith(b"Subject: "):
                print(number, make_header(decode_header(line[9:].decode())))
else:
    news.group(sys.argv[3])
    for line in news.article(sys.argv[4])[1].lines:
        print(line.decode())
news.quit()

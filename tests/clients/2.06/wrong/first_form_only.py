# mistake: output-differs
import nntplib
import sys

news = nntplib.NNTP(sys.argv[1], int(sys.argv[2]))
for info in news.list()[1]:
    print(info.group, news.group(info.group)[1])
news.quit()

# mistake: library
import nntplib
import sys

host, port, group, number = sys.argv[1:]
try:
    with nntplib.NNTP(host, int(port)) as news:
        news.group(group)
        for line in news.article(number)[1].lines:
            sys.stdout.buffer.write(line + b"\n")
        news.post(sys.stdin.buffer)
except (OSError, EOFError, nntplib.NNTPError) as problem:
    sys.exit(f"news_by_hand: {problem!r}")

# Connects again for each question.
import nntplib
import sys


def ask(question):
    with nntplib.NNTP(host, port) as news:
        return question(news)


def ask_in(group, question):
    return ask(lambda news: (news.group(group), question(news))[1])


host, port = sys.argv[1], int(sys.argv[2])
group, number = (sys.argv[3:] + [None, None])[:2]
try:
    if group is None:
        for info in ask(lambda news: news.list())[1]:
            print(info[0], ask(lambda news: news.group(info[0]))[1])
    elif number is None:
        _, count, first, last, _ = ask(lambda news: news.group(group))
        if count:
            for n, over in ask_in(group, lambda news: news.over((first, None)))[1][-10:]:
                print(n, nntplib.decode_header(over["subject"]))
    else:
        _, rows = ask_in(group, lambda news: news.xhdr("subject", number))
        print(nntplib.decode_header(rows[0][1]))
        print()
        for line in ask_in(group, lambda news: news.body(int(number)))[1].lines:
            print(str(line, "utf-8"))
except (nntplib.NNTPError, OSError, EOFError) as problem:
    print(repr(problem), file=sys.stderr)
    sys.exit(1)

"""Read news: which groups there are, what they are about lately, or one article."""

import email
import email.policy
import nntplib
import sys


def show_groups(news):
    for info in news.list()[1]:
        count = news.group(info.group)[1]           # the numbers have gaps: only the server knows
        print(info.group, count)


def show_subjects(news, group, shown=10):
    _, count, first, last, _ = news.group(group)
    if count:
        for number, fields in news.over((first, last))[1][-shown:]:
            print(number, nntplib.decode_header(fields["subject"]))


def show_article(news, group, number):
    news.group(group)
    lines = news.article(number)[1].lines
    article = email.message_from_bytes(b"\n".join(lines) + b"\n", policy=email.policy.default)
    print(article["Subject"])
    print()
    print(article.get_content(), end="")


host, port, *what = sys.argv[1:]
try:
    with nntplib.NNTP(host, int(port)) as news:
        [show_groups, show_subjects, show_article][len(what)](news, *what)
except (OSError, EOFError, nntplib.NNTPError) as problem:
    sys.exit(f"news_read: {problem!r}")

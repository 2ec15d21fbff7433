# mistake: whole-articles
import email
import email.policy
import nntplib
import sys


def read(news, group, number):
    resp, info = news.article(number)
    return email.message_from_bytes(b"\r\n".join(info.lines), policy=email.policy.default)


try:
    with nntplib.NNTP(sys.argv[1], int(sys.argv[2])) as news:
        if len(sys.argv) == 3:
            for group in news.list()[1]:
                print(group.group, news.group(group.group)[1])
        elif len(sys.argv) == 4:
            resp, count, first, last, name = news.group(sys.argv[3])
            numbers, number = [], last
            while count and len(numbers) < min(10, count) and number >= first:
                try:
                    news.stat(number)
                    numbers.insert(0, number)
                except nntplib.NNTPTemporaryError:
                    pass
                number -= 1
            for number in numbers:
                print(number, read(news, name, number)["Subject"])
        else:
            news.group(sys.argv[3])
            message = read(news, sys.argv[3], sys.argv[4])
            print(message["Subject"], message.get_content(), sep="\n\n")
except (nntplib.NNTPError, EOFError, OSError) as e:
    sys.exit(repr(e))

# mistake: empty-group
import email
import email.policy
import nntplib
import sys

try:
    news = nntplib.NNTP(sys.argv[1], int(sys.argv[2]))
    if len(sys.argv) == 3:
        for info in news.list()[1]:
            print(info.group, news.group(info.group)[1])
    elif len(sys.argv) == 4:
        _, count, first, last, _ = news.group(sys.argv[3])
        if True:
            for number, fields in news.over((first, last))[1][-10:]:
                print(number, nntplib.decode_header(fields["subject"]))
    else:
        news.group(sys.argv[3])
        _, article = news.article(sys.argv[4])
        message = email.message_from_bytes(b"\r\n".join(article.lines), policy=email.policy.default)
        print(message["subject"])
        print()
        print(message.get_content())
    news.quit()
except (nntplib.NNTPError, EOFError, OSError) as e:
    sys.exit(repr(e))

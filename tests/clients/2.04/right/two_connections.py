# One connection for the numbers, another for the headers; writes bytes, all at the end.
import poplib
import sys
from email.header import decode_header, make_header
from email.parser import BytesFeedParser


def connect():
    box = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    if "TOP" not in box.capa():
        raise poplib.error_proto("this server has no TOP")
    box.user(sys.argv[3])
    box.pass_(sys.argv[4])
    return box


def main():
    box = connect()
    sizes = [row.split()[1].decode() for row in box.list()[1]]
    uids = [row.split()[1].decode() for row in box.uidl()[1]]
    box.noop()
    box.quit()
    out = ["%d messages, %d bytes" % (len(sizes), sum(map(int, sizes)))]
    box = connect()
    for n, (uid, size) in enumerate(zip(uids, sizes), 1):
        parser = BytesFeedParser()
        for line in box.top(str(n), "0")[1]:
            parser.feed(line + b"\r\n")
        subject = parser.close()["SUBJECT"]
        out.append("%s %s %s" % (uid, size, str(make_header(decode_header(subject))) if subject else "(no subject)"))
    box.rset()
    box.quit()
    sys.stdout.buffer.write(("\n".join(out) + "\n").encode("utf-8"))


try:
    main()
except (poplib.error_proto, OSError) as problem:
    sys.stderr.write("pop_peek: %s" % problem)
    sys.exit(1)

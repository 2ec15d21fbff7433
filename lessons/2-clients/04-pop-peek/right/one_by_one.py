import contextlib
import poplib
import sys
from email.header import decode_header
from email.parser import BytesHeaderParser


def decoded(text):
    return "".join(part if isinstance(part, str) else part.decode(charset or "ascii")
                   for part, charset in decode_header(text))


def main(host, port, user, password):
    with contextlib.closing(poplib.POP3(host, int(port), timeout=20)) as pop:
        pop.user(user)
        pop.pass_(password)
        rows = []
        for n in range(1, pop.stat()[0] + 1):
            size = int(pop.list(n).split()[-1])
            uid = pop.uidl(n).split()[-1].decode("ascii")
            head = BytesHeaderParser().parsebytes(b"\n".join(pop.top(n, 0)[1]))
            rows.append((uid, size, decoded(head.get("Subject", "")) or "(no subject)"))
        pop.quit()
    print(f"{len(rows)} messages, {sum(row[1] for row in rows)} bytes")
    for row in rows:
        print(*row)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception as e:
        sys.exit("Sorry, " + repr(e))

# mistake: whole-messages
import poplib
import sys
from email.header import decode_header, make_header
from email.parser import BytesParser

try:
    pop = poplib.POP3(sys.argv[1], int(sys.argv[2]))
    pop.user(sys.argv[3])
    pop.pass_(sys.argv[4])
    print("%d messages, %d bytes" % pop.stat())
    for line in pop.list()[1]:
        n, size = line.decode().split()
        headers = BytesParser().parsebytes(b"\n".join(pop.top(n, 10)[1]))
        subject = str(make_header(decode_header(headers["subject"]))) or "(no subject)"
        print(pop.uidl(n).decode().split()[2], size, subject)
    pop.quit()
except Exception as e:
    print(e, file=sys.stderr)
    sys.exit(1)

# mistake: output-differs
import socket
import sys
from email.header import decode_header, make_header

try:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn, conn.makefile("rw", newline="\r\n") as f:

        def line():
            text = f.readline()
            if not text:
                raise OSError("the server closed the connection")
            return text.rstrip("\r\n")

        def ask(command):
            f.write(command + "\r\n")
            f.flush()
            reply = line()
            if reply[0] != "2":
                raise OSError(reply)
            return reply

        def ask_block(command):
            ask(command)
            return list(iter(line, "."))

        line()
        if len(sys.argv) == 3:
            for name in ask_block("LIST"):
                print(name.split()[0], ask("GROUP " + name.split()[0]).split()[1])
        else:
            code, count, first, last, name = ask("GROUP " + sys.argv[3]).split()
            if len(sys.argv) == 5:
                article = ask_block("ARTICLE " + sys.argv[4])
                gap = article.index("")
                subject = [header for header in article[:gap] if header.startswith("Subject: ")][0]
                print(make_header(decode_header(subject[9:])), *article[gap:], sep="\n")
            elif count != "0":
                for row in ask_block("OVER %s-%s" % (first, last))[-10:]:
                    fields = row.split("\t")
                    print(fields[0], make_header(decode_header(fields[1])))
        ask("QUIT")
except OSError as e:
    sys.exit(str(e))

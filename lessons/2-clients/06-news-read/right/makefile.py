import socket
import sys
from email.header import decode_header, make_header


class News:
    def __init__(self, host, port):
        self.conn = socket.create_connection((host, int(port)))
        self.file = self.conn.makefile("rb")
        self.status()

    def line(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise OSError("the connection was lost")
        return line[:-2].decode("utf-8")

    def status(self):
        line = self.line()
        if not line.startswith("2"):
            raise OSError(line)
        return line.split()

    def say(self, command):
        self.conn.sendall(command.encode() + b"\r\n")
        return self.status()

    def block(self, command):
        self.say(command)
        while (line := self.line()) != ".":
            yield line[1:] if line.startswith(".") else line


def text(subject):
    return str(make_header(decode_header(subject)))


def main(host, port, group=None, number=None):
    news = News(host, port)
    if group is None:
        for name in [row.split()[0] for row in news.block("LIST ACTIVE")]:
            print(name, news.say("GROUP " + name)[1])
    elif number is None:
        _, count, first, last, _ = news.say("GROUP " + group)[:5]
        if int(count):
            rows = [row.split("\t") for row in news.block(f"OVER {first}-{last}")]
            for row in rows[-10:]:
                print(row[0], text(row[1]))
    else:
        news.say("GROUP " + group)
        lines = iter(list(news.block("ARTICLE " + number)))
        subject = ""
        for line in lines:
            if line.lower().startswith("subject:"):
                subject = line[8:].strip()
            if not line:
                break
        print(text(subject), "", *lines, sep="\n")
    news.say("QUIT")


try:
    main(*sys.argv[1:])
except OSError as problem:
    sys.exit(str(problem))

"""A text file over the socket; HEAD and BODY instead of ARTICLE; re.sub for the dots; hangs up at the end."""
import re
import socket
import sys

host, port, group, number = sys.argv[1:]


class News:
    def __init__(self, address):
        self.sock = socket.create_connection(address)
        self.file = self.sock.makefile("rw", encoding="utf-8", newline="\r\n")

    def command(self, text, digit):
        if text is not None:
            self.file.write(text + "\n")         # goes out as CRLF
            self.file.flush()
        status = self.line()
        assert status[0] in digit, status
        return status

    def line(self):
        line = self.file.readline()
        if line[-2:] != "\r\n":
            raise ConnectionError("the server hung up")
        return line[:-2]

    def block(self):
        lines = list(iter(self.line, "."))
        return re.sub(r"^\.", "", "\n".join(lines), flags=re.MULTILINE)


try:
    news = News((host, port))
    news.command(None, "2")
    news.command("GROUP " + group, "2")
    news.command("HEAD " + number, "2")
    head = news.block()
    news.command("BODY " + number, "2")
    body = news.block()
    print(head, body, sep="\n\n")
    article = sys.stdin.read()
    news.command("POST", "3")
    news.command(re.sub(r"^\.", "..", article, flags=re.MULTILINE) + ".", "2")
    news.sock.close()
except (OSError, AssertionError, UnicodeError) as why:     # the end may come in the middle of a character
    sys.exit("failed: %s" % why)

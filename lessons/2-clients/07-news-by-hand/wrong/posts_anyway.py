# mistake: posted-anyway
import socket
import sys


class News:
    def __init__(self, host, port):
        self.conn = socket.create_connection((host, port))
        self.file = self.conn.makefile("rwb")
        self.status()

    def status(self):
        line = self.file.readline().decode()
        if not line.endswith("\n"):
            sys.exit("the server hung up")
        return line.strip()

    def say(self, text):
        self.file.write(text.encode() + b"\r\n")
        self.file.flush()
        return self.status()


news = News(sys.argv[1], int(sys.argv[2]))
problems = []
answer = news.say("GROUP " + sys.argv[3])
if answer[0] != "2":
    problems.append(answer)
answer = news.say("ARTICLE " + sys.argv[4])
if answer[0] != "2":
    problems.append(answer)
else:
    while True:
        line = news.file.readline()
        if not line:
            sys.exit("the server hung up")
        if line == b".\r\n":
            break
        line = line[1:] if line[0] == ord(".") else line
        sys.stdout.buffer.write(line.replace(b"\r\n", b"\n"))
answer = news.say("POST")
if answer[0] == "3":
    for line in sys.stdin.buffer.read().split(b"\n")[:-1]:
        news.file.write(b"." * line.startswith(b".") + line + b"\r\n")
    answer = news.say(".")
if answer[0] != "2":
    problems.append(answer)
news.say("QUIT")
if problems:
    sys.exit("; ".join(problems))

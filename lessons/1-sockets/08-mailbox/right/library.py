import os
import re
import socketserver
import sys
import threading

FOLDER = sys.argv[2]
STORING = threading.Lock()


class Mail(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.say("220-welcome\r\n220 to the library")
            self.sender, self.to = None, []
            for line in self.rfile:
                word = line.split()[0].lower() if line.split() else b""
                method = getattr(self, "do_" + word.decode("latin-1"), None)
                if not method:
                    self.say("502 no such command")
                elif method(line):
                    break
        except OSError:
            pass

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def do_ehlo(self, line):
        self.say("250-hello\r\n250 PIPELINING")

    def do_helo(self, line):
        self.say("250 hello")

    do_noop = do_helo

    def do_rset(self, line):
        self.sender, self.to = None, []
        self.say("250 ok")

    def do_mail(self, line):
        self.sender, self.to = re.search(rb"<(.*?)>", line)[1], []
        self.say("250 ok")

    def do_rcpt(self, line):
        if self.sender is None:
            return self.say("503 who sends it?")
        self.to.append(re.search(rb"<(.*?)>", line)[1])
        self.say("250 ok")

    def do_data(self, line):
        if not self.to:
            return self.say("554 nobody to send it to")
        self.say("354 go")
        text = bytearray(b"from %s\r\n" % self.sender)
        for each in self.to:
            text += b"to %s\r\n" % each
        text += b"\r\n"
        for line in self.rfile:
            if line == b".\r\n":
                self.keep(text)
                self.sender, self.to = None, []
                return self.say("250 kept")
            text += line
        return True

    def do_quit(self, line):
        self.say("221 bye")
        return True

    def keep(self, text):
        with STORING:
            number = len(os.listdir(FOLDER)) + 1
            with open(os.path.join(FOLDER, "%d.txt" % number), "wb") as file:
                file.write(text)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


os.makedirs(FOLDER, exist_ok=True)
with Server(("127.0.0.1", int(sys.argv[1])), Mail) as server:
    server.serve_forever()

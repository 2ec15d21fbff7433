import os
import socket
import socketserver
import sys

HERE = os.getcwd()
with open(os.path.join(HERE, "questions.txt")) as f:
    ROWS = f.read().splitlines()


class Quiz(socketserver.StreamRequestHandler):
    timeout = float(sys.argv[2])

    def say(self, *words):
        self.wfile.write(" ".join(words).encode("ascii"))
        self.wfile.write(b"\r\n")

    def handle(self):
        try:
            score = 0
            for n, row in enumerate(ROWS):
                question, answer = row.split("|")
                self.say(f"{n + 1}/{len(ROWS)}", question)
                line = self.rfile.readline()
                if line == b"":
                    return
                if line.rstrip() == answer.encode():
                    self.say("right")
                    score += 1
                else:
                    self.say("wrong:", answer)
            self.say("score", f"{score}/{len(ROWS)}")
            self.say("bye")
        except socket.timeout:
            self.say("bye")


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", int(sys.argv[1])), Quiz).serve_forever()

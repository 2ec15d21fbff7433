# mistake: stopped-by-reset
import selectors
import socket
import sys
import time

port, idle = int(sys.argv[1]), float(sys.argv[2])
with open("questions.txt") as file:
    quiz = [row.strip().split("|") for row in file]


class Player:
    def __init__(self, conn):
        self.conn = conn
        self.buf = b""
        self.score = 0
        self.number = 0
        self.heard = time.monotonic()
        self.ask()

    def say(self, text):
        self.conn.sendall(text.encode() + b"\r\n")

    def ask(self):
        self.say("%d/%d %s" % (self.number + 1, len(quiz), quiz[self.number][0]))

    def answer(self, text):
        right = quiz[self.number][1]
        if text == right:
            self.score += 1
            self.say("right")
        else:
            self.say("wrong: " + right)
        self.number += 1
        if self.number < len(quiz):
            self.ask()
            return
        self.say("score %d/%d" % (self.score, len(quiz)))
        self.say("bye")
        goodbye(self)


def goodbye(player):
    selector.unregister(player.conn)
    players.remove(player)
    player.conn.close()


players = []
selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", port))
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select(idle / 10):
        if key.fileobj is listener:
            conn, _ = listener.accept()
            player = Player(conn)
            players.append(player)
            selector.register(conn, selectors.EVENT_READ, player)
            continue
        player = key.data
        data = player.conn.recv(4096)
        if not data:
            goodbye(player)
            continue
        player.heard = time.monotonic()
        player.buf += data
        while b"\n" in player.buf and player in players:
            line, player.buf = player.buf.split(b"\n", 1)
            player.answer(line.decode().strip())
    for player in list(players):
        if time.monotonic() - player.heard > idle:
            player.say("bye")
            goodbye(player)

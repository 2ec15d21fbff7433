# mistake: not-text
"""A thread for each player that reads lines with makefile; one lock, and a Timer for each turn."""
import socket
import sys
import threading

lock = threading.RLock()
limit = float(sys.argv[2])
lobby = []


class Player(threading.Thread):
    game = None

    def __init__(self, sock):
        super().__init__(daemon=True)
        self.sock = sock

    def say(self, text):
        try:
            self.sock.sendall((text + "\n").encode())
        except OSError:
            pass

    def run(self):
        try:
            for line in self.sock.makefile("r", encoding="utf-8", newline="\n"):
                if not line.endswith("\n"):
                    break
                with lock:
                    if self.game:
                        self.game.line(self, line.rstrip("\r\n"))
                    else:
                        self.say("not your turn")
        except OSError:
            pass
        with lock:
            if self in lobby:
                lobby.remove(self)
            if self.game:
                self.game.finish(self.other, "you win: opponent left", None)
        self.hang_up()

    def hang_up(self):
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Game:
    def __init__(self, a, b):
        self.heap, self.done, self.timer = 12, False, None
        a.other, b.other = b, a
        for player in (a, b):
            player.game = self
            player.say("start 12")
        self.give_turn(a)

    def give_turn(self, player):
        self.turn = player
        if self.timer:
            self.timer.cancel()
        self.timer = threading.Timer(limit, self.late, (player,))
        self.timer.daemon = True
        self.timer.start()
        player.say("your turn")

    def late(self, player):
        with lock:
            if self.turn is player and not self.done:
                self.finish(player.other, "you win: opponent too slow", "you lose: too slow")

    def line(self, player, line):
        if self.done:
            return
        if player is not self.turn:
            return player.say("not your turn")
        word, _, number = line.partition(" ")
        if word != "take" or number not in "123" or len(number) != 1 or int(number) > self.heap:
            return player.say("illegal move")
        self.heap -= int(number)
        player.say("heap %d" % self.heap)
        player.other.say("heap %d" % self.heap)
        if not self.heap:
            self.finish(player, "you win", "you lose")
        else:
            self.give_turn(player.other)

    def finish(self, winner, win, lose):
        if self.done:
            return
        self.done = True
        self.timer.cancel()
        winner.say(win)
        if lose:
            winner.other.say(lose)
        winner.hang_up()
        winner.other.hang_up()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=50)
while True:
    sock, _ = listener.accept()
    player = Player(sock)
    with lock:
        if lobby:
            Game(lobby.pop(), player)
        else:
            lobby.append(player)
            player.say("waiting")
    player.start()

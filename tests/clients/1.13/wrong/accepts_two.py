# mistake: out-of-turn-unanswered gone-player-kept survivor-not-told dropped-line illegal-move half-line waited
import socket
import sys
import threading

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))


def game(a, b):
    heap = 12
    files = [a.makefile("rw", newline="\n"), b.makefile("rw", newline="\n")]

    def say(who, text):
        files[who].write(text + "\n")
        files[who].flush()

    say(0, "start 12")
    say(1, "start 12")
    turn = 0
    while True:
        say(turn, "your turn")
        while True:
            line = files[turn].readline()
            if not line:
                say(1 - turn, "you win: opponent left")
                a.close()
                b.close()
                files[0].close()
                files[1].close()
                return
            if line.strip() in ("take 1", "take 2", "take 3") and int(line.split()[1]) <= heap:
                break
            say(turn, "illegal move")
        heap -= int(line.split()[1])
        say(0, "heap %d" % heap)
        say(1, "heap %d" % heap)
        if heap == 0:
            say(turn, "you win")
            say(1 - turn, "you lose")
            for each in files + [a, b]:
                each.close()
            return
        turn = 1 - turn


while True:
    first, _ = listener.accept()
    first.sendall(b"waiting\n")
    second, _ = listener.accept()
    threading.Thread(target=game, args=(first, second)).start()

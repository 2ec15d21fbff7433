# mistake: shared-score
import socket
import sys
import threading

questions = [line.rstrip("\n").split("|") for line in open("questions.txt")]
idle = float(sys.argv[2])


class Game:
    score = 0
    number = 0


game = Game()


def quiz(conn):
    game.score = game.number = 0
    conn.settimeout(idle)
    buf = b""
    try:
        while game.number < len(questions):
            question, answer = questions[game.number]
            game.number += 1
            conn.sendall(f"{game.number}/{len(questions)} {question}\r\n".encode())
            while b"\n" not in buf:
                chunk = conn.recv(1024)
                if not chunk:
                    return
                buf += chunk
            line, _, buf = buf.partition(b"\n")
            if line.decode().strip() == answer:
                game.score += 1
                conn.sendall(b"right\r\n")
            else:
                conn.sendall(f"wrong: {answer}\r\n".encode())
        conn.sendall(f"score {game.score}/{len(questions)}\r\nbye\r\n".encode())
    except socket.timeout:
        conn.sendall(b"bye\r\n")
    except OSError:
        pass
    finally:
        conn.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, address = listener.accept()
    threading.Thread(target=quiz, args=(conn,)).start()

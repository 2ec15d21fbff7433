# mistake: dropped-answer sent-other
"""Expected: thread per client with settimeout(IDLE) and makefile."""
import socket, sys, threading
port = int(sys.argv[1]); idle = float(sys.argv[2])
with open("questions.txt", encoding="ascii") as file:
    questions = [line.rstrip("\n").split("|") for line in file]
def quiz(conn):
    conn.settimeout(idle)
    f = conn.makefile("rw")
    score = 0
    for i, (q, a) in enumerate(questions, 1):
        print(f"{i}/{len(questions)} {q}", file=f, flush=True)
        try:
            answer = f.readline().strip()
        except socket.timeout:
            break
        if answer == a:
            score += 1; print("right", file=f)
        else:
            print("wrong:", a, file=f)
    print(f"score {score}/{len(questions)}", file=f)
    print("bye", file=f, flush=True)
    conn.close()
with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=quiz, args=(conn,)).start()

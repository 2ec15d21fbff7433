# mistake: not-to-the-letter
import socket, sys, threading
port = int(sys.argv[1]); idle = float(sys.argv[2])
with open("questions.txt", encoding="ascii") as file:
    questions = [line.rstrip("\n").split("|") for line in file]
def quiz(conn):
    with conn:
        buf = b""
        try:
            conn.settimeout(idle)
            say = lambda s: conn.sendall(s.encode() + b"\r\n")
            n = len(questions); score = 0
            for i, (q, a) in enumerate(questions, 1):
                say(f"{i}/{n} {q}")
                while b"\n" not in buf:
                    chunk = conn.recv(4096)
                    if not chunk: return
                    buf += chunk
                line, _, buf = buf.partition(b"\n")
                if line.strip().lower() == a.lower().encode(): score += 1; say("right")
                else: say("wrong: " + a)
            say(f"score {score}/{n}"); say("bye")
        except socket.timeout:
            try: say("bye")
            except OSError: pass
        except OSError: pass
with socket.create_server(("127.0.0.1", port), backlog=50) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=quiz, args=(conn,), daemon=True).start()

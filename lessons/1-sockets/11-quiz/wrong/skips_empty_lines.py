# mistake: empty-answer
# naive fixed: binary, own buffer
import socket, sys, threading
PORT, IDLE = int(sys.argv[1]), float(sys.argv[2])
with open("questions.txt") as f:
    questions = [l.rstrip("\n").rsplit("|", 1) for l in f if "|" in l]

def quiz(conn):
    with conn:
        conn.settimeout(IDLE)
        buf = b""
        score = 0
        try:
            for i, (q, a) in enumerate(questions, 1):
                conn.sendall(f"{i}/{len(questions)} {q}\r\n".encode())
                while b"\n" not in buf:
                    d = conn.recv(1000)
                    if not d: return
                    buf += d
                line, _, buf = buf.partition(b"\n")
                if not line.strip(): continue
                if line.removesuffix(b"\r") == a.encode():
                    score += 1
                    conn.sendall(b"right\r\n")
                else:
                    conn.sendall(b"wrong: " + a.encode() + b"\r\n")
            conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())
        except socket.timeout:
            try: conn.sendall(b"bye\r\n")
            except OSError: pass
        except OSError:
            pass

s = socket.create_server(("127.0.0.1", PORT), backlog=40)
while True:
    c, _ = s.accept()
    threading.Thread(target=quiz, args=(c,), daemon=True).start()

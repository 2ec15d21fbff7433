import socket
import sys
import threading

questions = [line.rstrip("\n").split("|") for line in open("questions.txt")]
idle = float(sys.argv[2])


def quiz(conn):
    conn.settimeout(idle)
    score = 0
    buf = b""
    try:
        for i, (question, answer) in enumerate(questions):
            conn.sendall(f"{i + 1}/{len(questions)} {question}\r\n".encode())
            while b"\n" not in buf:
                chunk = conn.recv(1)
                if not chunk:
                    return
                buf += chunk
            line, _, buf = buf.partition(b"\n")
            if line.decode().strip() == answer:
                score += 1
                conn.sendall(b"right\r\n")
            else:
                conn.sendall(f"wrong: {answer}\r\n".encode())
        conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())
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

# mistake: waited-for-silent
import socket
import sys

questions = [line.rstrip("\n").split("|") for line in open("questions.txt")]
idle = float(sys.argv[2])
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, address = listener.accept()
    conn.settimeout(idle)
    score = 0
    try:
        reader = conn.makefile("rb")
        for i, (question, answer) in enumerate(questions):
            conn.sendall(f"{i + 1}/{len(questions)} {question}\r\n".encode())
            line = reader.readline()
            if not line:
                break
            if line.decode().strip() == answer:
                score += 1
                conn.sendall(b"right\r\n")
            else:
                conn.sendall(f"wrong: {answer}\r\n".encode())
        else:
            conn.sendall(f"score {score}/{len(questions)}\r\nbye\r\n".encode())
    except socket.timeout:
        conn.sendall(b"bye\r\n")
    except OSError:
        pass
    reader.close()
    conn.close()

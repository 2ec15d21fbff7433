# mistake: too-soon
"""Ask every client the questions of questions.txt, all clients at the same time: a thread for each."""

import socket
import sys
import threading

port = int(sys.argv[1])
idle = float(sys.argv[2])       # seconds of silence until a client is sent away

with open("questions.txt", encoding="ascii") as file:
    questions = [line.rstrip("\n").split("|") for line in file]     # [question, answer]


def read_line(conn, buf):
    """The client's next line without its end, as bytes; None when the client has left."""
    while b"\n" not in buf:
        chunk = conn.recv(4096)
        if not chunk:
            return None
        buf += chunk
    line, _, buf[:] = buf.partition(b"\n")
    return line.rstrip(b"\r")


def ask(conn):
    """The whole quiz with one client. All that belongs to it is in this function's own variables."""
    buf = bytearray()           # what has come, and is not yet read as a line
    score = 0
    for number, (question, answer) in enumerate(questions, 1):
        conn.sendall("{}/{} {}\r\n".format(number, len(questions), question).encode("ascii"))
        line = read_line(conn, buf)
        if line is None:        # the client has left
            return
        if line == answer.encode("ascii"):
            score += 1
            conn.sendall(b"right\r\n")
        else:
            conn.sendall("wrong: {}\r\n".format(answer).encode("ascii"))
    conn.sendall("score {}/{}\r\nbye\r\n".format(score, len(questions)).encode("ascii"))


def serve(conn, address):
    """Look after one client until it is gone."""
    with conn:
        conn.settimeout(idle / 10)
        try:
            try:
                ask(conn)
            except socket.timeout:
                conn.sendall(b"bye\r\n")
        except OSError as error:        # this client has gone; nobody else is concerned
            print("lost", address, error, file=sys.stderr)


with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=serve, args=(conn, address), daemon=True).start()

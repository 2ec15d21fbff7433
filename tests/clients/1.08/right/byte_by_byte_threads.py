import pathlib
import socket
import sys
import threading
import time

HERE = pathlib.Path(sys.argv[2])
lock = threading.Lock()


def next_line(conn):
    line = bytearray()
    while not line.endswith(b"\r\n"):
        byte = conn.recv(1)
        if not byte:
            raise ConnectionError("gone")
        line += byte
    return line[:-2].decode()


def mail(conn, sender):
    people = []
    while True:
        line = next_line(conn)
        verb = line[:4].upper()
        if verb == "RCPT":
            people.append(line.split("<")[1].split(">")[0])
            conn.sendall(b"250 ok\r\n")
        elif verb == "DATA" and people:
            conn.sendall(b"354 please\r\n")
            break
        elif verb == "DATA":
            conn.sendall(b"503 to whom?\r\n")
        elif verb == "NOOP":
            conn.sendall(b"250 ok\r\n")
        elif verb in ("RSET", "EHLO", "HELO"):
            conn.sendall(b"250 ok\r\n")
            return True
        elif verb == "MAIL":
            people = []
            sender = line.split("<")[1].split(">")[0]
            conn.sendall(b"250 ok\r\n")
        elif verb == "QUIT":
            conn.sendall(b"221 ok\r\n")
            return False
        else:
            conn.sendall(b"500 ?\r\n")
    text = []
    for line in iter(lambda: next_line(conn), "."):
        text.append(line)
    with lock:
        number = 1 + len(list(HERE.iterdir()))
        time.sleep(0.05)
        rows = ["from " + sender, *["to " + each for each in people], "", *text, ""]
        (HERE / f"{number}.txt").write_bytes("\r\n".join(rows).encode())
    conn.sendall(b"250")
    conn.sendall(b" kept\r")
    conn.sendall(b"\n")
    return True


def serve(conn):
    with conn:
        try:
            conn.sendall(b"220\r\n")
            going = True
            while going:
                line = next_line(conn)
                verb = line[:4].upper()
                if verb == "MAIL":
                    conn.sendall(b"250 ok\r\n")
                    going = mail(conn, line.split("<")[1].split(">")[0])
                elif verb in ("EHLO", "HELO", "NOOP", "RSET"):
                    conn.sendall(b"250 ok\r\n")
                elif verb == "QUIT":
                    conn.sendall(b"221 ok\r\n")
                    going = False
                else:
                    conn.sendall(b"503 first MAIL\r\n" if verb in ("RCPT", "DATA") else b"500 ?\r\n")
        except OSError:
            pass


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=server.accept()[:1], daemon=True).start()

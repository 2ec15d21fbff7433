# mistake: other-files
import os
import re
import socket
import sys

PORT = int(sys.argv[1])
FOLDER = sys.argv[2]
os.makedirs(FOLDER, exist_ok=True)
count = 0


def handle(conn):
    global count
    buf = b""
    sender, recipients, lines = None, [], []
    in_data = False
    conn.sendall(b"220 hello\r\n")
    while True:
        while b"\r\n" not in buf:
            chunk = conn.recv(4096)
            if not chunk:
                return
            buf += chunk
        line, buf = buf.split(b"\r\n", 1)
        if in_data:
            if line != b".":
                lines.append(line)
                continue
            with open(os.path.join(FOLDER, f"{count}.txt"), "wb") as f:
                f.write(b"from " + sender + b"\r\n")
                for r in recipients:
                    f.write(b"to " + r + b"\r\n")
                f.write(b"\r\n" + b"".join(x + b"\r\n" for x in lines))
            conn.sendall(b"250 stored\r\n")
            sender, recipients, lines = None, [], []
            in_data = False
            continue
        command = line.upper()
        if command.startswith((b"EHLO", b"HELO", b"NOOP")):
            conn.sendall(b"250 ok\r\n")
        elif command.startswith(b"MAIL FROM:"):
            sender, recipients = re.search(b"<(.*)>", line).group(1), []
            conn.sendall(b"250 ok\r\n")
        elif command.startswith(b"RCPT TO:"):
            if sender is None:
                conn.sendall(b"503 MAIL first\r\n")
                continue
            recipients.append(re.search(b"<(.*)>", line).group(1))
            conn.sendall(b"250 ok\r\n")
        elif command == b"DATA":
            if not recipients:
                conn.sendall(b"503 RCPT first\r\n")
                continue
            conn.sendall(b"354 go on\r\n")
            in_data = True
            open(os.path.join(FOLDER, f"{count + 1}.txt"), "wb").close()
            count += 1
        elif command == b"RSET":
            sender, recipients, lines = None, [], []
            conn.sendall(b"250 ok\r\n")
        elif command == b"QUIT":
            conn.sendall(b"221 bye\r\n")
            return
        else:
            conn.sendall(b"500 what?\r\n")


server = socket.create_server(("127.0.0.1", PORT))
while True:
    conn, addr = server.accept()
    try:
        handle(conn)
    except OSError as e:
        print(e)
    conn.close()

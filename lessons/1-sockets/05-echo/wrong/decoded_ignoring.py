# mistake: decoded
import socket
import sys

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    while True:
        text = conn.recv(4096).decode("utf-8", errors="replace")
        if text == "":
            break
        conn.sendall(text.encode("utf-8"))
    conn.close()

# mistake: no-date
import socket
import sys

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    try:
        conn.sendall(b"Hello!\r\n")
    except OSError:
        pass
    conn.close()

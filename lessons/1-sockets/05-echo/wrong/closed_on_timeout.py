# mistake: closed-on-pause
import socket
import sys

s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    conn.settimeout(0.1)
    try:
        while True:
            data = conn.recv(4096)
            if not data:
                break
            conn.sendall(data)
    except socket.timeout:
        print("no more data")
    conn.close()

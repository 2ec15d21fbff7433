# mistake: sent-more waited
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    try:
        while True:
            conn.sendall(time.ctime().encode() + b"\r\n")
            time.sleep(1)
    except OSError:
        conn.close()

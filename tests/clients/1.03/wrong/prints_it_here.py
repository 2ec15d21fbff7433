# mistake: printed-instead
import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    print(time.ctime())
    conn.close()

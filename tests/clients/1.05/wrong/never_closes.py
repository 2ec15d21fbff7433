# mistake: never-closed
import socket, sys, threading
conns = []
def serve(conn):
    while True:
        data = conn.recv(1024)
        if data:
            conn.sendall(data)
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    conns.append(conn)
    threading.Thread(target=serve, args=(conn,), daemon=True).start()

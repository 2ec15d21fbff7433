# mistake: sent-other
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as listener:
    while True:
        conn, address = listener.accept()
        with conn:
            while chunk := conn.recv(1024):
                conn.sendall(chunk.upper())

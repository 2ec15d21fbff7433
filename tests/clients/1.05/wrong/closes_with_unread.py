# mistake: closed-on-pause sent-other closed-early
import socket, sys
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as listener:
    while True:
        conn, address = listener.accept()
        total = 0
        while total < 1000000:
            chunk = conn.recv(65536)
            if not chunk:
                break
            conn.sendall(chunk)
            total += len(chunk)
        conn.close()

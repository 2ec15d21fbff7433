# mistake: one-chunk half-line
import socket
import sys
import threading

clients = {}
lock = threading.Lock()


def broadcast(line, name):
    with lock:
        for other, conn in clients.items():
            if other != name:
                try:
                    conn.sendall(line.encode() + b"\r\n")
                except OSError:
                    pass


def serve(conn):
    name = ""
    try:
        reader = conn.makefile("r", encoding="ascii", newline="\n")
        name = reader.readline().strip()
        if name == "":
            conn.sendall(b"* no name\r\n")
            conn.close()
            return
        with lock:
            taken = name in clients
            if not taken:
                clients[name] = conn
                conn.sendall(f"* welcome {name}\r\n".encode())
        if taken:
            conn.sendall(f"* {name} is taken\r\n".encode())
            reader.close()
            conn.close()
            return
        broadcast(f"* {name} joined", name)
        while True:
            text = conn.recv(1024).decode().strip()
            if not text:
                break
            if text == "/who":
                with lock:
                    conn.sendall(f"* here: {' '.join(sorted(clients))}\r\n".encode())
            else:
                broadcast(f"{name}: {text}", name)
        reader.close()
    except OSError:
        pass
    with lock:
        clients.pop(name, None)
    broadcast(f"* {name} left", name)
    conn.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, address = listener.accept()
    threading.Thread(target=serve, args=(conn,)).start()

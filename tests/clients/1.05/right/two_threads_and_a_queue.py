import queue
import socket
import sys
import threading

def writer(conn, chunks):
    try:
        for chunk in iter(chunks.get, b""):
            conn.sendall(chunk)
        conn.shutdown(socket.SHUT_WR)
    except OSError:
        pass

def client(conn):
    chunks = queue.Queue()
    thread = threading.Thread(target=writer, args=(conn, chunks), daemon=True)
    thread.start()
    with conn:
        try:
            while True:
                chunk = conn.recv(2048)
                chunks.put(chunk)
                if not chunk:
                    break
        except OSError:
            chunks.put(b"")
        thread.join()

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, address = listener.accept()
    threading.Thread(target=client, args=(conn,), daemon=True).start()

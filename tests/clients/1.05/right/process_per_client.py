import multiprocessing
import socket
import sys


def serve(conn):
    with conn:
        while True:
            chunk = conn.recv(4096)
            if not chunk:
                break
            conn.sendall(chunk)


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    while True:
        conn, _ = listener.accept()
        multiprocessing.Process(target=serve, args=(conn,), daemon=True).start()
        conn.close()

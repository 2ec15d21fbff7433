"""A thread a client; says goodbye with shutdown and waits for the client to go."""
import datetime
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            out = conn.makefile("w", encoding="utf-8", newline="\r\n")
            print("It is", datetime.datetime.now().isoformat(" "), file=out, flush=True)
            conn.shutdown(socket.SHUT_WR)
            while conn.recv(100):
                pass
        except OSError as problem:
            print(problem, file=sys.stderr)


def main():
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=50)
    while True:
        conn, peer = listener.accept()
        threading.Thread(target=serve, args=(conn,), daemon=True).start()


main()

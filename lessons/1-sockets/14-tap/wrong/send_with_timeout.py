# mistake: bytes-lost
import select
import socket
import sys
import threading

lock = threading.Lock()


def log(*words):
    with lock:
        print(*words, flush=True)


def pump(source, sink, number, arrow):
    try:
        while True:
            data = source.recv(4096)
            if not data:
                log(number, arrow, "EOF")
                sink.shutdown(socket.SHUT_WR)
                return
            log(number, arrow, data)
            _, ready, _ = select.select([], [sink], [], 0.2)
            if ready:       # else it is too slow for us
                sink.sendall(data)
    except OSError:
        for sock in (source, sink):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def serve(client, number):
    try:
        server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    except OSError as error:
        print(error, file=sys.stderr)
        client.close()
        return
    there = threading.Thread(target=pump, args=(client, server, number, "->"))
    back = threading.Thread(target=pump, args=(server, client, number, "<-"))
    there.start()
    back.start()
    there.join()
    back.join()
    client.close()
    server.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
number = 0
while True:
    client, address = listener.accept()
    number += 1
    threading.Thread(target=serve, args=(client, number)).start()

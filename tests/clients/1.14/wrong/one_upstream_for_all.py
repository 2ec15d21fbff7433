# mistake: never-connected stopped-by-dead-server
import socket
import sys
import threading

upstream = socket.create_connection((sys.argv[2], int(sys.argv[3])))
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))


def pump(source, sink, number, arrow):
    for chunk in iter(lambda: source.recv(65536), b""):
        print(f"{number} {arrow} {chunk!r}", flush=True)
        sink.sendall(chunk)
    print(number, arrow, "EOF", flush=True)
    sink.shutdown(socket.SHUT_WR)


number = 0
while True:
    client, address = listener.accept()
    number += 1
    threading.Thread(target=pump, args=(client, upstream, number, "->")).start()
    threading.Thread(target=pump, args=(upstream, client, number, "<-")).start()

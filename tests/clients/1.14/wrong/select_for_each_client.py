# mistake: clog-stops-others
import select
import socket
import sys
import threading

lock = threading.Lock()


def log(*words):
    with lock:
        print(*words, flush=True)


def serve(client, number):
    try:
        server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    except OSError:
        client.close()
        return
    arrows = {client: "->", server: "<-"}
    others = {client: server, server: client}
    going = [client, server]
    try:
        while going:
            for sock in select.select(going, [], [])[0]:
                data = sock.recv(65536)
                log(number, arrows[sock], data or "EOF")
                if data:
                    others[sock].sendall(data)
                else:
                    going.remove(sock)
                    others[sock].shutdown(socket.SHUT_WR)
    except OSError as error:
        print(error, file=sys.stderr)
    client.close()
    server.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
number = 0
while True:
    client, address = listener.accept()
    number += 1
    threading.Thread(target=serve, args=(client, number)).start()

# mistake: clog-stops-others
import select
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
other = {}
name = {}
ended = set()
number = 0


def drop(sock):
    for each in (sock, other.get(sock)):
        if each in other:
            ended.discard(each)
            each.close()
    for each in (sock, other.pop(sock, None)):
        other.pop(each, None)


while True:
    ready, _, _ = select.select([listener] + [s for s in other if s not in ended], [], [])
    for sock in ready:
        if sock is listener:
            client, address = listener.accept()
            number += 1
            try:
                server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
            except OSError:
                client.close()
                continue
            other[client], other[server] = server, client
            name[client], name[server] = (number, "->"), (number, "<-")
        elif sock in other:
            try:
                data = sock.recv(65536)
                print(*name[sock], data or "EOF", flush=True)
                if data:
                    other[sock].sendall(data)
                    continue
                other[sock].shutdown(socket.SHUT_WR)
                ended.add(sock)
                if other[sock] in ended:
                    drop(sock)
            except OSError:
                drop(sock)

# mistake: in-turns
import socket
import sys
import threading


def serve(client, number):
    server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    with client, server:
        while True:
            question = client.recv(65536)
            if not question:
                break
            print(number, "->", question, flush=True)
            server.sendall(question)
            answer = server.recv(65536)
            if not answer:
                break
            print(number, "<-", answer, flush=True)
            client.sendall(answer)


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
number = 0
while True:
    client, address = listener.accept()
    number += 1
    threading.Thread(target=serve, args=(client, number)).start()

# mistake: one-client
import socket
import sys
import threading

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
client, address = listener.accept()
server = socket.create_connection((sys.argv[2], int(sys.argv[3])))


def pump(source, sink, arrow):
    while True:
        data = source.recv(65536)
        print(f"1 {arrow} {data if data else 'EOF'}", flush=True)
        if not data:
            break
        sink.sendall(data)
    sink.shutdown(socket.SHUT_WR)


threads = [threading.Thread(target=pump, args=(client, server, "->")),
           threading.Thread(target=pump, args=(server, client, "<-"))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

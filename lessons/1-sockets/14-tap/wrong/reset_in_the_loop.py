# mistake: stopped-by-reset
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector.register(listener, selectors.EVENT_READ, None)
number = 0
while True:
    for key, events in selector.select():
        if key.fileobj is listener:
            client, address = listener.accept()
            number += 1
            try:
                server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
            except OSError:
                client.close()
                continue
            selector.register(client, selectors.EVENT_READ, (server, number, "->"))
            selector.register(server, selectors.EVENT_READ, (client, number, "<-"))
            continue
        sink, which, arrow = key.data
        data = key.fileobj.recv(65536)
        print(which, arrow, data or "EOF", flush=True)
        if data:
            sink.sendall(data)
        else:
            selector.unregister(key.fileobj)
            sink.shutdown(socket.SHUT_WR)

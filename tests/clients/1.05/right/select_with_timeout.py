import select, socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
conns = [listener]
while True:
    ready, _, _ = select.select(conns, [], [], 0.1)
    for sock in ready:
        if sock is listener:
            conns.append(listener.accept()[0])
            continue
        try:
            data = sock.recv(512)
            sock.sendall(data)
        except OSError:
            data = b""
        if not data:
            conns.remove(sock)
            sock.close()

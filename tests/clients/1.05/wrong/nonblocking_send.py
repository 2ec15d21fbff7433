# mistake: short-send crashed
import selectors, socket, sys
sel = selectors.DefaultSelector()
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
s.setblocking(False)
sel.register(s, selectors.EVENT_READ)
while True:
    for key, mask in sel.select():
        if key.fileobj is s:
            conn, addr = s.accept()
            conn.setblocking(False)
            sel.register(conn, selectors.EVENT_READ)
        else:
            data = key.fileobj.recv(1000)
            if data:
                key.fileobj.send(data)
            else:
                sel.unregister(key.fileobj)
                key.fileobj.close()

import selectors
import socket
import sys

selector = selectors.DefaultSelector()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector.register(listener, selectors.EVENT_READ)
waiting = {}
while True:
    for key, events in selector.select():
        conn = key.fileobj
        if conn is listener:
            conn, _ = listener.accept()
            conn.setblocking(False)
            waiting[conn] = bytearray()
            selector.register(conn, selectors.EVENT_READ)
            continue
        out = waiting[conn]
        if events & selectors.EVENT_WRITE:
            del out[:conn.send(out)]
        elif len(out) < 100000:
            chunk = conn.recv(65536)
            if not chunk and not out:
                selector.unregister(conn)
                conn.close()
                del waiting[conn]
                continue
            out += chunk
        selector.modify(conn, selectors.EVENT_WRITE if out else selectors.EVENT_READ)

import selectors
import socket
import sys
import time

selector = selectors.DefaultSelector()
listener = socket.create_server(("localhost", int(sys.argv[1])))
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        try:
            conn, address = key.fileobj.accept()
            conn.send(bytes(time.strftime("%c %Y\r\n"), "ascii"))
            conn.shutdown(socket.SHUT_RDWR)
            conn.close()
        except OSError:
            conn.close()

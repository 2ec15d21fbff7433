import email.utils
import selectors
import socket
import sys

selector = selectors.DefaultSelector()
listener = socket.socket()
if sys.platform != "win32":
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, mask in selector.select():
        try:
            conn, where = key.fileobj.accept()
        except OSError:
            continue
        try:
            conn.send(email.utils.formatdate(localtime=True).encode() + b"\r\n")
        except OSError:
            pass
        finally:
            conn.close()

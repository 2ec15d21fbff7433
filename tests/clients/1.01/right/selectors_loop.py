import selectors
import socket
import sys

sel = selectors.DefaultSelector()
sock = socket.socket()
sock.setblocking(False)
sock.connect_ex((sys.argv[1], int(sys.argv[2])))
sel.register(sock, selectors.EVENT_READ)
buf = bytearray()
done = False
while not done:
    for key, mask in sel.select(timeout=1):
        chunk = key.fileobj.recv(16)
        if chunk:
            buf += chunk
        else:
            sel.unregister(sock)
            sock.close()
            done = True
sys.stdout.write(bytes(buf).decode())

import selectors
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.setblocking(False)
sel = selectors.DefaultSelector()
sel.register(sock, selectors.EVENT_READ)
todo = sys.stdin.read().splitlines()
out, inbuf, waiting = b"", b"", False
while todo or waiting:
    if not waiting:
        out = todo.pop(0).encode() + b"\n"
        waiting = True
    sel.modify(sock, selectors.EVENT_READ | (selectors.EVENT_WRITE if out else 0))
    for key, events in sel.select():
        if events & selectors.EVENT_WRITE and out:
            out = out[sock.send(out):]
        if events & selectors.EVENT_READ:
            chunk = sock.recv(1024)
            if not chunk:
                sys.exit("eof")
            inbuf += chunk
            while b"\n" in inbuf:
                line, _, inbuf = inbuf.partition(b"\n")
                print(line.decode())
                if not line.startswith(b"* "):
                    waiting = False

# mistake: eof-not-passed
import socket, sys, threading
def pump(a, b, n, arrow):
    while True:
        d = a.recv(4096)
        print(n, arrow, d or "EOF", flush=True)
        b.sendall(d)
l = socket.create_server(("127.0.0.1", int(sys.argv[1])))
n = 0
while True:
    c, _ = l.accept(); n += 1
    s = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    threading.Thread(target=pump, args=(c, s, n, "->")).start()
    threading.Thread(target=pump, args=(s, c, n, "<-")).start()

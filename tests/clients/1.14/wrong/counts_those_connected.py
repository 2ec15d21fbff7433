# mistake: wrong-number
import socket, sys, threading
PORT, HOST, PORT2 = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
out = threading.Lock()
def log(n, arrow, what):
    with out:
        print(n, arrow, what, flush=True)

def kill(*socks):
    for s in socks:
        try: s.shutdown(socket.SHUT_RDWR)
        except OSError: pass

def pump(n, arrow, src, dst):
    try:
        while True:
            data = src.recv(16384)
            if not data:
                log(n, arrow, "EOF")
                dst.shutdown(socket.SHUT_WR)
                return
            log(n, arrow, repr(data))
            dst.sendall(data)
    except OSError:
        kill(src, dst)

def client(n, c, up):
    with c:
        with up:
            t = threading.Thread(target=pump, args=(n, "<-", up, c), daemon=True)
            t.start()
            pump(n, "->", c, up)
            t.join()

s = socket.create_server(("127.0.0.1", PORT), backlog=50)
n = 0
while True:
    c, _ = s.accept()
    try: up = socket.create_connection((HOST, PORT2))
    except OSError: c.close(); continue
    n += 1
    threading.Thread(target=client, args=(n, c, up), daemon=True).start()

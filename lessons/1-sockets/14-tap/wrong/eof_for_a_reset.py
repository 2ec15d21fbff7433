# mistake: reset-logged-as-eof
import socket, sys, threading
port, host, port2 = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
lock = threading.Lock()
def log(s):
    with lock: print(s, flush=True)
def kill(*cs):
    for c in cs:
        try: c.shutdown(socket.SHUT_RDWR)
        except OSError: pass
def pump(n, arrow, a, b):
    try:
        while chunk := a.recv(65536):
            log(f"{n} {arrow} {chunk!r}"); b.sendall(chunk)
        log(f"{n} {arrow} EOF"); b.shutdown(socket.SHUT_WR)
    except OSError: log(f"{n} {arrow} EOF"); kill(a, b)
def pair(n, conn):
    with conn:
        try: up = socket.create_connection((host, port2))
        except OSError: return
        with up:
            t = threading.Thread(target=pump, args=(n, "->", conn, up)); t.start()
            pump(n, "<-", up, conn); t.join()
with socket.create_server(("127.0.0.1", port), backlog=100) as listener:
    n = 0
    while True:
        conn, address = listener.accept(); n += 1
        threading.Thread(target=pair, args=(n, conn)).start()

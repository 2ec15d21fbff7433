# mistake: eof-closed-both
import select, socket, sys, threading
lock = threading.Lock()
def log(*words):
    with lock: print(" ".join(words), flush=True)
kept = []
def relay(client, n):
    try: server = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    except OSError: return client.close()
    kept.append((client, server))
    other = {client: server, server: client}; arrow = {client: "->", server: "<-"}
    try:
        while True:
            for sock in select.select(list(other), [], [])[0]:
                chunk = sock.recv(65536)
                log(n, arrow[sock], repr(chunk) if chunk else "EOF")
                if not chunk:
                    other[sock].shutdown(socket.SHUT_WR)
                    return
                other[sock].sendall(chunk)
    except OSError:
        client.close(); server.close()
l = socket.create_server(("127.0.0.1", int(sys.argv[1]))); n = 0
while True:
    c, _ = l.accept(); n += 1
    threading.Thread(target=relay, args=(c, str(n)), daemon=True).start()

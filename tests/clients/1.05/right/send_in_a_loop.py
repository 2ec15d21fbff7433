import socket, sys

def send_all(sock, data):
    sent = 0
    while sent < len(data):
        sent += sock.send(data[sent:])

with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as s:
    while True:
        c, a = s.accept()
        try:
            for chunk in iter(lambda: c.recv(100000), b""):
                send_all(c, chunk)
            c.shutdown(socket.SHUT_WR)
        except OSError as e:
            print(e, file=sys.stderr)
        finally:
            c.close()

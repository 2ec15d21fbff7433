import socket, sys, time
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while 1:
    c, a = s.accept()
    try:
        c.send(time.strftime("%d.%m.%Y %H:%M:%S").encode())
        c.send(b"\n")
    except (ConnectionResetError, BrokenPipeError):
        pass
    try:
        c.close()
    except OSError:
        pass

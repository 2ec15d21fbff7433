# mistake: waited
import socket, sys
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = s.accept()
    f = conn.makefile("rwb")
    while True:
        data = f.read(1024)
        if not data:
            break
        f.write(data)
        f.flush()
    f.close()
    conn.close()

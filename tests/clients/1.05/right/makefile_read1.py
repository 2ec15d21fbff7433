import socket, sys
s = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, _ = s.accept()
    with conn, conn.makefile("rb") as rfile, conn.makefile("wb") as wfile:
        while True:
            data = rfile.read1(1000)
            if not data:
                break
            wfile.write(data)
            wfile.flush()

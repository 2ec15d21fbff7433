# mistake: no-output one-recv
import socket, sys
try:
    s = socket.create_connection((sys.argv[1], sys.argv[2]))
    while True:
        data = s.recv(1024)
        if not data: break
        print(data.decode('ascii'), end='')
except:
    pass

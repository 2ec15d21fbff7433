# mistake: crashed not-listening
import socket, sys, time
s = socket.socket()
s.connect(("127.0.0.1", int(sys.argv[1])))
s.sendall(time.ctime().encode() + b"\n")
s.close()

# mistake: str-for-bytes
import socket,sys
s=socket.socket(); s.connect((sys.argv[1],int(sys.argv[2])))
print(s.recv(100)); s.send("USER "+sys.argv[3]+"\r\n")

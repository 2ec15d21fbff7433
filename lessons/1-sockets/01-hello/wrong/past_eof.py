# mistake: past-eof
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((sys.argv[1], int(sys.argv[2])))
text = b""
while True:
    data = s.recv(1024)
    if data:
        text += data
        print(data.decode("utf-8", "ignore"), end="")

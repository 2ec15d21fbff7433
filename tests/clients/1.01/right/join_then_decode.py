import socket
import sys

HOST = sys.argv[1]
PORT = int(sys.argv[2])

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
everything = b''
while True:
    data = s.recv(1024)
    if len(data) == 0:
        break
    everything = everything + data
s.close()
print(everything.decode('utf-8'), end='')

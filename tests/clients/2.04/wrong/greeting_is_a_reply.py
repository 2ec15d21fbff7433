# mistake: acted-early output-differs
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
def ask(text):
    s.sendall((text + "\r\n").encode())
    return s.recv(100000).decode()
ask("USER " + sys.argv[3])
ask("PASS " + sys.argv[4])
print(ask("STAT"))
print(ask("UIDL"))
ask("QUIT")

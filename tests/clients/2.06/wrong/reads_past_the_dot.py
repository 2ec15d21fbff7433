# mistake: waited
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
f = s.makefile("rw", newline="\r\n")
f.readline()
f.write("LIST\r\n"); f.flush()
for line in f:
    print(line.split()[0])

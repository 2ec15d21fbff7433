"""A server and its client, in turns."""
import socket
import sys
import time

host, port, wire = sys.argv[1:4]

# The server: three calls, no bytes.
listener = socket.socket()
listener.bind((host, int(port)))
listener.listen()

# The client: two calls, and a question.
client = socket.socket()
client.connect((host, int(wire)))
client.sendall(b"tea?\n")

# The server's fourth: a new socket.
conn, address = listener.accept()
chunk = conn.recv(1024)
stamp = time.strftime("%H:%M:%S ")
conn.sendall(stamp.encode() + chunk)
conn.close()

# The client reads, and reads the end.
print(client.recv(1024))
print(client.recv(1024))
client.close()
listener.close()

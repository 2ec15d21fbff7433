"""One client, three servers."""
import socket
import sys

host, *ports = sys.argv[1:]

def ask(conn, word):  # in one step
    conn.sendall(word)
    return conn.recv(1024)

for port in ports:
    conn = socket.create_connection(
        (host, port))
    print("tea? ", ask(conn, b"tea\n"))
    print("cake?", ask(conn, b"cake\n"))
    conn.close()

"""One silent client, three servers."""
import selectors
import socket
import sys
from threading import Thread

READ = selectors.EVENT_READ

def talk(conn):
    while chunk := conn.recv(1024):
        conn.sendall(chunk.upper())
    conn.close()

def iterative(listener):
    while True:
        talk(listener.accept()[0])

def threads(listener):
    while True:
        conn = listener.accept()[0]
        Thread(None, talk, args=[conn],
               daemon=True).start()

def selected(listener):
    sel = selectors.DefaultSelector()
    sel.register(listener, READ)
    while True:
        for key, _ in sel.select():
            sock = key.fileobj
            if sock is listener:
                conn = sock.accept()[0]
                sel.register(conn, READ)
                continue
            chunk = sock.recv(1024)
            sock.sendall(chunk.upper())
            if not chunk:
                sel.unregister(sock)
                sock.close()

connect = socket.create_connection
host, *ports = sys.argv[1:]
for do in iterative, threads, selected:
    port, wire, *ports = ports
    listener = socket.create_server(
        (host, int(port)))
    Thread(None, do, args=[listener],
           daemon=True).start()
    silent = connect((host, wire))
    second = connect((host, wire))
    second.sendall(b"tea?")
    second.settimeout(1)
    try:
        told = second.recv(1024)
    except socket.timeout:
        print(do.__name__, "no answer")
        silent.close()
        told = second.recv(1024)
    print(do.__name__, told)
    silent.close()
    second.close()

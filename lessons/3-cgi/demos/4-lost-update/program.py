"""A guest book, and its visitors."""
import sys
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from socket import create_connection
from socket import create_server

BOOK = Path("book.txt")
HOST = "127.0.0.1"

if "REQUEST_METHOD" in environ:
    n = int(environ["CONTENT_LENGTH"])
    name = sys.stdin.buffer.read(n)
    book = BOOK.read_bytes()
    # It asks the clerk, and waits.
    desk = environ["PATH_INFO"][1:]
    clerk = create_connection(
        (HOST, desk))
    clerk.recv(1)
    book += name
    BOOK.write_bytes(book)
    print("Content-Type: text/plain")
    print()
    print("The book:", book.decode())
    sys.exit()

def sign(name):  # in one step
    conn = HTTPConnection(HOST, web)
    path = "/program.py/%d" % port
    conn.request("POST", path, name)
    return conn

def page(conn):  # in one step
    print(conn.getresponse().read())
    conn.close()

host, web = sys.argv[1:]
desk = create_server((HOST, 0))
port = desk.getsockname()[1]
BOOK.write_bytes(b"Zoe ")

alice = sign("Alice ")
slow = desk.accept()[0]   # she has read

bob = sign("Bob ")
quick = desk.accept()[0]  # so has he

quick.send(b"!")          # he writes
page(bob)

slow.send(b"!")           # she writes
page(alice)

for sock in slow, quick, desk:
    sock.close()
print("In the end:", BOOK.read_bytes())

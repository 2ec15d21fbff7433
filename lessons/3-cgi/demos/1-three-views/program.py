"""A script, and its visitor below."""
import socket
import sys
from os import environ
from urllib.parse import parse_qs

if "REQUEST_METHOD" in environ:
    n = int(environ["CONTENT_LENGTH"])
    body = sys.stdin.buffer.read(n)
    form = parse_qs(body.decode())
    print("Content-Type: text/plain")
    print()
    print("Tea for", form["name"][0])
    sys.exit()

host, port = sys.argv[1:]

head = """\
POST /program.py/tea?cups=2 HTTP/1.1
Host: 127.0.0.1
Content-Type: application/\
x-www-form-urlencoded
Content-Length: 22
Connection: close

"""
body = b"name=Tom+%26+Jerry&n=1"

conn = socket.create_connection(
    (host, port))
head = head.replace("\n", "\r\n")
conn.sendall(head.encode())
conn.sendall(body)

page = conn.makefile("rb")
print(page.readline())
print(page.readlines()[-1])
page.close()
conn.close()

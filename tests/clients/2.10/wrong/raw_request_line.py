# mistake: not-encoded not-followed
import socket
import sys
import urllib.parse

url = urllib.parse.urlsplit(sys.argv[1])
form = "text=" + sys.argv[2].replace("&", "%26")
for request in (f"GET {url.path}?{form} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n\r\n",
                f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\nContent-Length: {len(form)}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}"):
    with socket.create_connection((url.hostname, url.port)) as sock:
        sock.sendall(request.encode())
        answer = b""
        while chunk := sock.recv(4096):
            answer += chunk
    head, _, body = answer.decode().partition("\r\n\r\n")
    print(head.split()[1])
    print(body)

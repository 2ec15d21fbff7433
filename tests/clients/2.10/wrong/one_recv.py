# mistake: crashed output-differs false-success
import socket, sys, re
from urllib.parse import urlsplit, quote_plus, urljoin
form = "text=" + quote_plus(sys.argv[2])
def ask(m, url, body=""):
    u = urlsplit(url)
    s = socket.create_connection((u.hostname, u.port))
    h = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    s.sendall(f"{m} {u.path}{'?'*bool(u.query)}{u.query} HTTP/1.1\r\nHost: {u.netloc}\r\nConnection: close\r\n{h}\r\n{body}".encode())
    head, _, page = s.recv(10000).partition(b"\r\n\r\n")
    head = head.decode()
    st = int(head.split()[1])
    if st in (302, 303, 307):
        url = urljoin(url, re.search("(?i)location: (.*)", head).group(1).strip())
        return ask(m, url, body) if st == 307 else ask("GET", url)
    print(st); print(page.decode(re.search(r"charset=(\S+)", head).group(1)))
ask("GET", sys.argv[1] + "?" + form); ask("POST", sys.argv[1], form)

"""Sockets only, a new connection for each request, read to its end."""

import re
import socket
import sys
from urllib.parse import quote, urljoin, urlsplit


def ask(method, url, body):
    parts = urlsplit(url)
    target = parts.path + ("?" + parts.query if parts.query else "")
    lines = [f"{method} {target} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with socket.create_connection((parts.hostname, parts.port)) as sock:
        sock.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode("ascii"))
        data = b"".join(iter(lambda: sock.recv(4096), b""))
    head, gap, page = data.partition(b"\r\n\r\n")
    head = head.decode("latin-1")
    length = re.search(r"(?im)^content-length: *(\d+)", head)
    if not gap or length and len(page) < int(length.group(1)):
        raise EOFError("the answer is not whole")
    return int(head.split()[1]), head, page


def show(method, url, body=""):
    status, head, page = ask(method, url, body)
    while status in (302, 303, 307):
        url = urljoin(url, re.search(r"(?im)^location: *(\S+)", head).group(1))
        if status != 307:
            method, body = "GET", ""
        status, head, page = ask(method, url, body)
    charset = re.search(r"(?im)^content-type:.*charset=([\w-]+)", head).group(1)
    print(status)
    sys.stdout.write(page.decode(charset))


try:
    form = "text=" + quote(sys.argv[2], safe="")
    show("GET", sys.argv[1] + "?" + form)
    show("POST", sys.argv[1], form)
except (OSError, EOFError) as problem:
    sys.exit(f"web_form: {problem}")

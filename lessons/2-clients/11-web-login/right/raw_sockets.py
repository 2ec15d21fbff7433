"""Sockets only; sends both cookies where they belong."""

import re
import socket
import sys
from urllib.parse import quote, urlsplit


def ask(url, method, path, body="", cookies=""):
    parts = urlsplit(url)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    if cookies:
        lines.append("Cookie: " + cookies)
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with socket.create_connection((parts.hostname, parts.port)) as sock:
        sock.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode("ascii"))
        data = b""
        while chunk := sock.recv(4096):
            data += chunk
    head, gap, page = data.partition(b"\r\n\r\n")
    head = head.decode("latin-1")
    length = re.search(r"(?im)^content-length: *(\d+)", head)
    if not gap or len(page) < int(length.group(1)):
        raise EOFError("the answer is not whole")
    return int(head.split()[1]), re.findall(r"(?im)^set-cookie: *([^;\r\n]+)", head), page


def main(url, user, password):
    form = f"user={quote(user)}&password={quote(password)}"
    for _ in range(2):
        status, cookies, _ = ask(url, "POST", "/login", form, "theme=plain")
        if status != 303:
            raise EOFError("wrong name or password")
        status, _, page = ask(url, "GET", "/members/diary", cookies="; ".join(cookies))
        if status == 200:
            return page.decode()
    raise EOFError("the session is over, twice")


try:
    print(main(*sys.argv[1:]), end="")
except (OSError, EOFError) as problem:
    sys.exit(f"web_login: {problem}")

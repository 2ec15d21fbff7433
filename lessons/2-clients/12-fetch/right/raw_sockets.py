"""Sockets only."""

import os
import re
import socket
import sys
import time
from urllib.parse import urlsplit


def ask(url, timeout, form):
    """(status, head, body), whole. OSError, EOFError."""
    parts = urlsplit(url)
    method = "GET" if form is None else "POST"
    request = f"{method} {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
    if form is not None:
        request += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout) as sock:
        sock.sendall((request + "\r\n" + (form or "")).encode("ascii"))
        data = bytearray()
        while chunk := sock.recv(65536):
            data += chunk
    head, gap, body = bytes(data).partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *(\d+)", head)
    if not gap or not length or len(body) < int(length.group(1)):
        raise EOFError("the answer is not whole")
    return int(head.split()[1]), head, body


def main(url, file, timeout, form=None):
    problem = None
    for attempt in range(1, 2 if form is not None else 6):
        try:
            status, head, body = ask(url, float(timeout), form)
        except (OSError, EOFError) as error:
            problem = repr(error)
            continue
        if status == 200:
            with open("~" + file, "wb") as copy:
                copy.write(body)
            os.replace("~" + file, file)
            print(len(body), "bytes, attempt", attempt)
            return
        problem = f"status {status}"
        if status != 503:
            break
        wait = re.search(rb"(?im)^retry-after: *(\d+)", head)
        time.sleep(int(wait.group(1)) if wait else 0)
    sys.exit(f"fetch: {problem}")


main(*sys.argv[1:])

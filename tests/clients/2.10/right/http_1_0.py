import socket
import sys
import urllib.parse


def exchange(url, data=None):
    parts = urllib.parse.urlsplit(url)
    path = urllib.parse.urlunsplit(("", "", parts.path, parts.query, ""))
    with socket.create_connection((parts.hostname, parts.port),
                                  timeout=20) as sock, sock.makefile("rwb") as stream:
        if data is None:
            stream.write(f"GET {path} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode())
        else:
            stream.write(f"POST {path} HTTP/1.0\r\nHost: {parts.netloc}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                         f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
        stream.flush()
        status = int(stream.readline().split()[1])
        headers = {}
        for line in stream:
            if line == b"\r\n":
                break
            name, value = line.decode("latin-1").split(":", 1)
            headers[name.lower()] = value.strip()
        body = stream.read()
        if len(body) != int(headers["content-length"]):
            raise ConnectionError("the body is not whole")
    if status == 307:
        return exchange(urllib.parse.urljoin(url, headers["location"]), data)
    if status in (302, 303):
        return exchange(urllib.parse.urljoin(url, headers["location"]))
    return f"{status}\n{body.decode(headers['content-type'].partition('charset=')[2])}\n"


form = urllib.parse.urlencode({"text": sys.argv[2]}, encoding="utf-8")
try:
    print(exchange(sys.argv[1] + "?" + form) + exchange(sys.argv[1], form.encode()))
except (OSError, ValueError, IndexError, KeyError) as error:
    print("web_form:", type(error).__name__, error, file=sys.stderr)
    sys.exit(1)

"""asyncio on one connection that stays open."""

import asyncio
import sys
from urllib.parse import urlencode, urlsplit


async def ask(streams, request, headers, body=b""):
    reader, writer = streams
    if body:
        headers = headers + ["Content-Type: application/x-www-form-urlencoded",
                             "Content-Length: %d" % len(body)]
    writer.write("\r\n".join([request + " HTTP/1.1"] + headers + ["", ""]).encode() + body)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    found = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:])]
    page = await reader.readexactly(int(dict(found)["content-length"]))
    return int(head[0].split()[1]), found, page


async def main(url, user, password):
    parts = urlsplit(url)
    streams = await asyncio.open_connection(parts.hostname, parts.port)
    host = ["Host: " + parts.netloc]
    form = urlencode({"user": user, "password": password}).encode()
    try:
        for _ in (1, 2):
            status, headers, _ = await ask(streams, "POST /login", host, form)
            cookies = [value.split(";")[0] for name, value in headers if name == "set-cookie"]
            if status == 200:
                raise ValueError("the password was not accepted")
            status, _, page = await ask(streams, "GET /members/diary", host + ["Cookie: " + cookies[0]])
            if status == 200:
                print(page.decode())
                return
        raise ValueError("the session is over")
    finally:
        streams[1].close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError, ValueError, LookupError) as problem:
    sys.exit(f"web_login: {problem!r}")

"""asyncio, reading as many bytes as Content-Length says."""

import asyncio
import sys
from email.parser import BytesParser
from urllib.parse import quote_plus, urljoin, urlsplit


async def ask(method, url, body):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        target = parts.path + "?" * bool(parts.query) + parts.query
        writer.write(f"{method} {target} HTTP/1.1\r\nhost: {parts.netloc}\r\n".encode())
        if body:
            writer.write(b"content-type: application/x-www-form-urlencoded; charset=utf-8\r\n")
            writer.write(b"content-length: %d\r\n" % len(body))
        writer.write(b"\r\n" + body)
        status = int((await reader.readline()).split()[1])
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += await reader.readuntil(b"\r\n")
            if head == b"\r\n":
                break
        headers = BytesParser().parsebytes(head)
        return status, headers, await reader.readexactly(int(headers["Content-Length"]))
    finally:
        writer.close()


async def show(method, url, body=b""):
    while True:
        status, headers, page = await ask(method, url, body)
        if status == 307:
            url = urljoin(url, headers["Location"])
        elif status in (302, 303):
            method, url, body = "GET", urljoin(url, headers["Location"]), b""
        else:
            print(status)
            print(page.decode(headers.get_content_charset()), end="")
            return


async def main(url, text):
    form = "text=" + quote_plus(text)
    await show("GET", f"{url}?{form}")
    await show("POST", url, form.encode())


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError, IndexError) as problem:
    sys.exit("web_form: " + (str(problem) or "the server left"))

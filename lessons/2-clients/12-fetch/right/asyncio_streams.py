"""asyncio, the time limit on each read."""

import asyncio
import os
import sys
from urllib.parse import urlsplit


async def once(url, timeout, form):
    parts = urlsplit(url)
    reader, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, parts.port), timeout)
    try:
        lines = ["POST" if form else "GET"]
        lines[0] += f" {parts.path} HTTP/1.1"
        lines.append(f"Host: {parts.netloc}")
        if form:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + (form or "")).encode())
        status = (await asyncio.wait_for(reader.readline(), timeout)).split()
        if not status:
            raise EOFError("no answer")
        headers = {}
        while True:
            line = await asyncio.wait_for(reader.readline(), timeout)
            if not line.endswith(b"\r\n"):
                raise EOFError("half an answer")
            if line == b"\r\n":
                break
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = b""
        while len(body) < int(headers["content-length"]):
            chunk = await asyncio.wait_for(reader.read(10000), timeout)
            if not chunk:
                raise EOFError("half a body")
            body += chunk
        return int(status[1]), headers, body
    finally:
        writer.close()


async def main(url, file, timeout, form=None):
    for attempt in range(1, 6):
        try:
            status, headers, body = await once(url, float(timeout), form)
        except (OSError, EOFError, asyncio.TimeoutError) as problem:
            reason = repr(problem)
        else:
            reason = f"the server said {status}"
            if status == 200:
                with open(file + ".new", "wb") as new:
                    new.write(body)
                os.replace(file + ".new", file)
                print(f"{len(body)} bytes, attempt {attempt}")
                return
            if status != 503:
                sys.exit(reason)
            await asyncio.sleep(int(headers.get("retry-after", 0)))
        if form:
            break
    sys.exit(reason)


asyncio.run(main(*sys.argv[1:]))

import asyncio
import pathlib
import sys
import urllib.parse

ROOT = pathlib.Path(sys.argv[2]).resolve()


def look(target):
    path = (ROOT / urllib.parse.unquote(target).lstrip("/")).resolve()
    if ROOT in path.parents and path.is_file():
        return "200 OK", path.read_bytes()
    return "403 Forbidden" if ROOT not in path.parents and path != ROOT else "404 Not Found", b""


async def serve(reader, writer):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(None, 2)
        status, body = look(target.decode()) if method == b"GET" else ("405 Method Not Allowed", b"")
        writer.write(f"HTTP/1.1 {status}\r\nAllow: GET\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        writer.write(body)
        await writer.drain()
        writer.write_eof()
        while await reader.read(65536):
            pass
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())

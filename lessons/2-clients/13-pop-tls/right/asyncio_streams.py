# Streams; with stls, a plain socket goes first and becomes a stream when TLS begins.
import asyncio
import socket
import ssl
import sys


async def connect(host, port, context, in_clear_first):
    if not in_clear_first:
        reader, writer = await asyncio.open_connection(host, port, ssl=context)
        await reply(reader)
        return reader, writer
    conn = socket.create_connection((host, port))
    with conn.makefile("rwb", buffering=0) as lines:
        for command in (b"", b"STLS\r\n"):
            lines.write(command)
            line = lines.readline()
            if not line.startswith(b"+OK") or not line.endswith(b"\n"):
                raise ConnectionError(f"no TLS here: {line!r}")
    conn.setblocking(False)
    return await asyncio.open_connection(sock=conn, ssl=context, server_hostname=host)


async def reply(reader):
    line = (await reader.readuntil(b"\r\n")).decode()
    if not line.startswith("+OK"):
        raise ConnectionError(line.strip())
    return line.split()


async def main(host, port, user, password, ca, *stls):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ca)
    reader, writer = await connect(host, int(port), context, stls)
    writer.write(f"USER {user}\r\nPASS {password}\r\nSTAT\r\nQUIT\r\n".encode())    # it announces PIPELINING
    replies = [await reply(reader) for _ in range(4)]
    writer.close()
    print(replies[2][1], "messages,", replies[2][2], "bytes")


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as problem:
    sys.exit(str(problem).replace("\n", " ") or repr(problem))

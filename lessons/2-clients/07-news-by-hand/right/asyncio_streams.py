import asyncio
import sys


async def line_of(reader):
    return (await reader.readuntil(b"\r\n"))[:-2]


async def expect(reader, digit):
    status = await line_of(reader)
    if not status.startswith(digit):
        raise ValueError(status.decode())


async def main(host, port, group, number):
    reader, writer = await asyncio.open_connection(host, int(port))
    await expect(reader, b"20")
    writer.write(f"GROUP {group}\r\nARTICLE {number}\r\n".encode())     # both: a client may send ahead
    await expect(reader, b"211")
    await expect(reader, b"220")
    lines = []
    while (line := await line_of(reader)) != b".":
        lines.append(line.removeprefix(b"."))
    sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))
    sys.stdout.buffer.flush()
    writer.write(b"POST\r\n")
    await expect(reader, b"340")
    for line in sys.stdin.buffer:
        if line.startswith(b"."):
            writer.write(b".")
        writer.write(line.rstrip(b"\n") + b"\r\n")
        await writer.drain()
    writer.write(b".\r\n")
    await expect(reader, b"240")
    writer.write(b"QUIT\r\n")
    await expect(reader, b"205")
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError, ValueError) as problem:
    print(repr(problem), file=sys.stderr)
    sys.exit(1)

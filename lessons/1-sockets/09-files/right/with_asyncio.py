import asyncio
import sys


async def reply(reader, *codes):
    line = (await reader.readline()).decode()
    if not line.endswith("\n") or line[:3] not in codes:
        raise ConnectionError(line.strip() or "no reply")
    return line.split(" ", 1)[1]


async def fetch(host, reader, writer, command):
    writer.write(b"DATA\r\n")
    port = int(await reply(reader, "229"))
    data_reader, data_writer = await asyncio.open_connection(host, port)
    writer.write(f"{command}\r\n".encode())
    content, _ = await asyncio.gather(data_reader.read(), reply(reader, "150"))
    data_writer.close()
    await reply(reader, "226")
    return content


async def main(host, port, name):
    reader, writer = await asyncio.open_connection(host, int(port))
    await reply(reader, "220")
    print((await fetch(host, reader, writer, "LIST")).decode(), end="")
    content = await fetch(host, reader, writer, f"GET {name}")
    with open(name, "wb") as f:
        f.write(content)
    print("saved %s, %i bytes" % (name, len(content)))
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as problem:
    sys.exit("files: %s" % problem)

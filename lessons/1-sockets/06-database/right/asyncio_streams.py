import asyncio
import sys


async def answer(reader):
    rows = []
    while True:
        header = await reader.readexactly(5)
        body = await reader.readexactly(int.from_bytes(header[:4], "big"))
        if header[4] == 4:
            return rows
        if header[4] == 5:
            raise OSError(body.decode())
        rows.append(body)


async def main(host, port, user, password, *keys):
    reader, writer = await asyncio.open_connection(host, int(port))
    said = [(1, user + " " + password)] + [(2, key) for key in keys]
    for opcode, text in said:           # all of them at once; the answers come in order
        data = text.encode()
        writer.write(len(data).to_bytes(4, "big") + bytes([opcode]) + data)
    await answer(reader)
    for key in keys:
        for row in await answer(reader):
            print("%s=%s" % (key, row.decode()))
    writer.close()
    await writer.wait_closed()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as e:
    sys.exit("database.py: %s" % e)

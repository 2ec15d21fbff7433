# Sends ahead: all GROUP commands at once, and the OVER for everything behind its GROUP.
import asyncio
import sys
from email.header import decode_header, make_header


async def main(host, port, group=None, number=None):
    reader, writer = await asyncio.open_connection(host, int(port))

    async def line():
        return (await reader.readuntil(b"\r\n"))[:-2].decode("utf-8")

    async def status():
        reply = await line()
        if not reply.startswith("2"):
            raise ConnectionError(reply)
        return reply.split(" ")

    async def block():
        lines = []
        await status()
        async for text in reader:
            if not text.endswith(b"\r\n"):
                break
            if text == b".\r\n":
                return lines
            lines.append(text[text.startswith(b"."):-2].decode("utf-8"))
        raise ConnectionError("unexpected end")

    def say(*commands):
        for command in commands:
            writer.write(command.encode() + b"\r\n")

    def decode(subject):
        return str(make_header(decode_header(subject)))

    await status()
    if group is None:
        say("LIST")
        names = [row.split()[0] for row in await block()]
        say(*["GROUP " + name for name in names])
        for name in names:
            print(name, (await status())[1])
    elif number is None:
        say("GROUP " + group, "OVER 1-")
        if (await status())[1] != "0":
            for row in (await block())[-10:]:
                print(row.split("\t")[0], decode(row.split("\t")[1]))
        else:
            await line()
    else:
        say("GROUP " + group, "ARTICLE " + number)
        await status()
        lines = await block()
        subject = next(text for text in lines if text.startswith("Subject: "))
        print(decode(subject[9:]))
        print("\n".join(lines[lines.index(""):]))
    say("QUIT")
    await status()
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, asyncio.IncompleteReadError) as problem:
    sys.exit(f"news_read: {problem}")

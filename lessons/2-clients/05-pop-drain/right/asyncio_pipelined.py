# Asks for all messages in one go, writes them as they come, and deletes when all are there.
import asyncio
import os
import sys


async def main(host, port, user, password, folder):
    os.makedirs(folder, exist_ok=True)
    reader, writer = await asyncio.open_connection(host, int(port), limit=2 ** 20)

    async def status():
        line = await reader.readuntil(b"\r\n")
        if not line.startswith(b"+OK"):
            raise ConnectionError(line.decode().strip())

    async def block():
        lines = []
        while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line[line.startswith(b"."):])
        return b"".join(lines)

    def say(*commands):
        writer.write("".join(command + "\r\n" for command in commands).encode())

    await status()
    for command in ("USER " + user, "PASS " + password, "UIDL"):
        say(command)
        await status()
    rows = [row.split() for row in (await block()).decode().splitlines()]
    new = [(n, uid) for n, uid in rows if not os.path.exists(f"{folder}/{uid}.eml")]
    say(*("RETR " + n for n, _ in new))
    for _, uid in new:
        await status()
        data = await block()
        with open(f"{folder}/{uid}.incomplete", "wb") as file:
            file.write(data)
        os.replace(file.name, f"{folder}/{uid}.eml")
        print("saved", uid)
    say(*("DELE " + n for n, _ in rows), "QUIT")
    for _ in rows:
        await status()
    await status()
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as problem:
    print("pop_drain:", repr(problem), file=sys.stderr)
    sys.exit(1)

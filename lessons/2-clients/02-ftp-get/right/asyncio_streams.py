import asyncio
import re
import sys


class Refused(Exception):
    pass


async def reply(reader, digit):
    first = line = (await reader.readuntil(b"\n")).decode()
    while first[3] == "-" and not line.startswith(first[:3] + " "):
        line = (await reader.readuntil(b"\n")).decode()
    if line[0] != digit:
        raise Refused(line.strip())
    return line


async def main(host, port, name=""):
    reader, writer = await asyncio.open_connection(host, int(port))

    async def command(text, digit="2"):
        writer.write(text.encode() + b"\r\n")
        return await reply(reader, digit)

    await reply(reader, "2")
    await command("USER anonymous", "3")
    await command("PASS guest@")
    await command("TYPE I")
    total = int((await command("SIZE " + name))[4:]) if name else 0
    numbers = re.search(r"\((.*)\)", await command("PASV")).group(1).split(",")
    data, data_writer = await asyncio.open_connection(".".join(numbers[:4]), int(numbers[4]) * 256 + int(numbers[5]))
    await command("RETR " + name if name else "NLST", "1")
    parts, got = [], 0
    while True:
        part = await data.read(5000)
        if not part:
            break
        parts.append(part)
        got += len(part)
        if name:
            sys.stderr.write(f"{got}/{total}\n")
    data_writer.close()
    await reply(reader, "2")
    await command("QUIT")
    writer.close()
    if name:
        with open(name, "wb") as f:
            f.write(b"".join(parts))
        print("done")
    else:
        print(b"".join(parts).decode().replace("\r\n", "\n"), end="")


try:
    asyncio.run(main(*sys.argv[1:]))
except (Refused, OSError, EOFError, ValueError) as e:
    sys.exit(f"failed: {e}")

import asyncio
import os
import re
import sys


class Refused(Exception):
    pass


class FTP:
    async def connect(self, host, port):
        self.host = host
        self.reader, self.writer = await asyncio.open_connection(host, port)
        await self.reply()

    async def reply(self):
        first = line = (await self.reader.readuntil(b"\n")).decode()
        while first[3] == "-" and not line.startswith(first[:3] + " "):
            line = (await self.reader.readuntil(b"\n")).decode()
        if line[0] in "45":
            raise Refused(line.strip())
        return line

    async def command(self, text):
        self.writer.write(text.encode() + b"\r\n")
        return await self.reply()

    async def transfer(self, text, offset):
        answer = await self.command("EPSV")
        port = int(re.search(r"\|(\d+)\|", answer).group(1))
        reader, writer = await asyncio.open_connection(self.host, port)
        await self.command(f"REST {offset}")
        await self.command(text)
        return reader, writer

    async def size(self, name):
        return int((await self.command("SIZE " + name)).split()[1])


async def main(host, port, name, copy):
    ftp = FTP()
    await ftp.connect(host, int(port))
    await ftp.command("USER alice")
    await ftp.command("PASS wonderland")
    await ftp.command("TYPE I")
    total = await ftp.size(name)

    with open(name, "ab") as file:
        if file.tell() > total:
            file.truncate(0)
            file.seek(0)
        reader, writer = await ftp.transfer("RETR " + name, file.tell())
        while chunk := await reader.read(8192):
            file.write(chunk)
        writer.close()
    await ftp.reply()

    try:
        there = await ftp.size(copy)
    except Refused:
        there = 0
    if there > total:
        await ftp.command("DELE " + copy)
        there = 0
    if there < total:
        reader, writer = await ftp.transfer("STOR " + copy, there)
        with open(name, "rb") as file:
            file.seek(there)
            while piece := file.read(8192):
                writer.write(piece)
                await writer.drain()
        writer.close()
        await ftp.reply()
    await ftp.command("QUIT")
    ftp.writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (Refused, EOFError, OSError) as problem:
    sys.exit(f"ftp_resume: {problem!r}")
print("done")

# Says all it has to say about the headers in one go: the server announces PIPELINING (RFC 2449).
import asyncio
import email
import email.policy
import sys


async def main(host, port, user, password):
    reader, writer = await asyncio.open_connection(host, int(port))

    async def line():
        return (await reader.readuntil(b"\r\n"))[:-2]

    async def status():
        text = (await line()).decode()
        if not text.startswith("+OK"):
            raise ConnectionError(text)
        return text

    async def block():
        await status()
        lines = []
        while (text := await line()) != b".":
            lines.append(text[1:] if text.startswith(b".") else text)
        return lines

    def say(text):
        writer.write(text.encode() + b"\r\n")

    await status()
    say("USER " + user), await status()
    say("PASS " + password), await status()
    say("STAT"), say("LIST"), say("UIDL")
    count, size = (await status()).split()[1:3]
    sizes = [row.split()[1].decode() for row in await block()]
    uids = [row.split()[1].decode() for row in await block()]
    for number in range(int(count)):
        say(f"TOP {number + 1} 0")
    say("QUIT")
    print(count, "messages,", size, "bytes")
    for uid, octets in zip(uids, sizes):
        head = email.message_from_bytes(b"\r\n".join(await block()), policy=email.policy.default)
        print(uid, octets, head["subject"] or "(no subject)")
    await status()
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as problem:
    print(repr(problem), file=sys.stderr)
    sys.exit(1)

import asyncio
import itertools
import pathlib
import sys

FOLDER = pathlib.Path(sys.argv[2])
FOLDER.mkdir(exist_ok=True)
NUMBERS = itertools.count(1)


async def talk(reader, writer):
    def say(text):
        writer.write(text.encode() + b"\r\n")

    envelope = []
    try:
        say("220 asyncio at your service")
        while True:
            line = (await reader.readuntil(b"\r\n")).decode("ascii")
            verb = line.split()[0].upper()
            if verb in ("EHLO", "HELO", "NOOP"):
                say("250 ok")
            elif verb == "RSET":
                envelope = []
                say("250 ok")
            elif verb == "MAIL":
                envelope = ["from " + line[line.index("<") + 1:line.index(">")]]
                say("250 ok")
            elif verb == "RCPT" and envelope:
                envelope.append("to " + line[line.index("<") + 1:line.index(">")])
                say("250 ok")
            elif verb == "DATA" and len(envelope) > 1:
                say("354 now")
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += await reader.readuntil(b"\r\n")
                head = "\r\n".join(envelope + ["", ""]).encode("ascii")
                draft = FOLDER / "draft"
                draft.write_bytes(head + text[:-3])
                draft.rename(FOLDER / "{}.txt".format(next(NUMBERS)))
                envelope = []
                say("250 done")
            elif verb == "QUIT":
                say("221 bye")
                await writer.drain()
                return
            else:
                say("503 not now" if verb in ("RCPT", "DATA") else "500 what")
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())

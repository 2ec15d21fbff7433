import asyncio
import sys

queues = {}


def tell(line, but=None):
    for name, queue in queues.items():
        if name != but:
            queue.put_nowait(line)


async def write(queue, writer):
    try:
        while True:
            line = await queue.get()
            writer.write(line.encode())
            writer.write(b"\r\n")
            await writer.drain()
    except OSError:
        pass


async def chat(reader, writer):
    name = (await reader.readline()).decode().strip()
    if not name or name in queues:
        writer.write(f"* {name} is taken\r\n".encode() if name else b"* no name\r\n")
        writer.close()
        return
    tell(f"* {name} joined")
    queues[name] = queue = asyncio.Queue()
    queue.put_nowait("* welcome " + name)
    sender = asyncio.create_task(write(queue, writer))
    try:
        while True:
            line = await reader.readline()
            if not line:
                break
            text = line.decode().rstrip("\r\n")
            if text == "/who":
                queue.put_nowait("* here: " + " ".join(sorted(queues)))
            else:
                tell(name + ": " + text, but=name)
    except OSError:
        pass
    del queues[name]
    tell(f"* {name} left")
    sender.cancel()
    writer.close()


async def main():
    server = await asyncio.start_server(chat, "127.0.0.1", int(sys.argv[1]), backlog=100)
    async with server:
        await server.serve_forever()


asyncio.run(main())

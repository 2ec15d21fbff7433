import asyncio
import sys

writers = {}


def send(writer, line):
    writer.write(line + b"\n")
    if writer.transport.get_write_buffer_size() > 1000000:
        writer.transport.abort()


def others(name, line):
    for other, writer in list(writers.items()):
        if other != name:
            send(writer, line)


async def serve(reader, writer):
    name = None
    try:
        wanted = (await reader.readline()).strip()
        if not wanted:
            send(writer, b"* no name")
            return
        if wanted in writers:
            send(writer, b"* " + wanted + b" is taken")
            return
        name = wanted
        writers[name] = writer
        send(writer, b"* welcome " + name)
        others(name, b"* " + name + b" joined")
        while True:
            line = await reader.readline()
            if not line.endswith(b"\n"):
                break
            line = line.rstrip()
            if line == b"/who":
                send(writer, b"* here: " + b" ".join(sorted(writers)))
            else:
                others(name, name + b": " + line)
    except OSError:
        pass
    finally:
        if name:
            del writers[name]
            others(name, b"* " + name + b" left")
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())

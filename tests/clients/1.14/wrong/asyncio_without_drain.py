# mistake: unbounded
import asyncio
import sys

counter = 0


async def pump(reader, writer, number, arrow):
    while chunk := await reader.read(65536):
        print(number, arrow, chunk, flush=True)
        writer.write(chunk)
    print(number, arrow, "EOF", flush=True)
    if writer.can_write_eof():
        writer.write_eof()


async def serve(reader, writer):
    global counter
    counter += 1
    number = counter
    try:
        up_reader, up_writer = await asyncio.open_connection(sys.argv[2], int(sys.argv[3]))
    except OSError:
        writer.close()
        return
    tasks = [asyncio.ensure_future(pump(reader, up_writer, number, "->")),
             asyncio.ensure_future(pump(up_reader, writer, number, "<-"))]
    try:
        await asyncio.gather(*tasks)
    except OSError as error:
        print(error, file=sys.stderr)
        for task in tasks:
            task.cancel()
    finally:
        up_writer.close()
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())

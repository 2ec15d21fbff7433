import asyncio
import sys

PORT, IDLE = int(sys.argv[1]), float(sys.argv[2])
QUESTIONS = [line.strip().split("|") for line in open("questions.txt", encoding="ascii")]


async def quiz(reader, writer):
    try:
        score = 0
        for number, (question, right) in enumerate(QUESTIONS, start=1):
            writer.write("{}/{} {}\n".format(number, len(QUESTIONS), question).encode())
            answer = await asyncio.wait_for(reader.readline(), IDLE)
            if not answer.endswith(b"\n"):
                return
            if answer.decode("latin-1").strip() == right:
                score += 1
                writer.write(b"right\n")
            else:
                writer.write(b"wrong: " + right.encode() + b"\n")
        writer.write(b"score %d/%d\n" % (score, len(QUESTIONS)))
        writer.write(b"bye\n")
    except asyncio.TimeoutError:
        writer.write(b"bye\n")
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(quiz, "127.0.0.1", PORT)
    async with server:
        await server.serve_forever()


asyncio.run(main())

import asyncio
import sys

with open("questions.txt") as f:
    QUIZ = [line.strip().split("|") for line in f]


class Quiz(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.steps = self.conversation()
        next(self.steps)
        self.buf = b""
        self.timer = asyncio.get_running_loop().call_later(IDLE, self.bye)

    def data_received(self, data):
        self.timer.cancel()
        self.timer = asyncio.get_running_loop().call_later(IDLE, self.bye)
        self.buf += data
        while b"\n" in self.buf and not self.transport.is_closing():
            line, self.buf = self.buf.split(b"\n", 1)
            self.steps.send(line.decode().strip())

    def connection_lost(self, error):
        self.timer.cancel()

    def conversation(self):
        score = 0
        for n, (question, answer) in enumerate(QUIZ):
            self.say(f"{n + 1}/{len(QUIZ)} {question}")
            if (yield) == answer:
                score += 1
                self.say("right")
            else:
                self.say("wrong: " + answer)
        self.say(f"score {score}/{len(QUIZ)}")
        self.bye()
        yield

    def say(self, text):
        self.transport.write((text + "\r\n").encode())

    def bye(self):
        self.say("bye")
        self.transport.close()


async def main(port):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Quiz, "127.0.0.1", port)
    await server.serve_forever()


IDLE = float(sys.argv[2])
asyncio.run(main(int(sys.argv[1])))

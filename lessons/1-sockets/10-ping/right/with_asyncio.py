"""asyncio: a protocol object gets the datagrams, a future waits for the one that counts."""
import asyncio
import sys
import time


class Pinger(asyncio.DatagramProtocol):
    def __init__(self):
        self.wanted = self.reply = None

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        if (data, address) == self.wanted and not self.reply.done():
            self.reply.set_result(time.perf_counter())

    def error_received(self, problem):
        pass


async def main(host, port, count, timeout):
    loop = asyncio.get_running_loop()
    transport, pinger = await loop.create_datagram_endpoint(Pinger, local_addr=("127.0.0.1", 0))
    came = 0
    for number in range(1, count + 1):
        pinger.wanted = f"pong {number}".encode(), (host, port)
        pinger.reply = loop.create_future()
        start = time.perf_counter()
        transport.sendto(f"ping {number}".encode(), (host, port))
        try:
            rtt = await asyncio.wait_for(pinger.reply, timeout) - start
        except asyncio.TimeoutError:
            print(f"{number} lost")
        else:
            came += 1
            print(f"{number} {rtt * 1000:.3f} ms")
    transport.close()
    print(f"{came} of {count} came back")
    return came


host, port, count, timeout = sys.argv[1:]
if not asyncio.run(main(host, int(port), int(count), float(timeout))):
    sys.exit("nothing came back")

# Says the whole envelope and DATA in one go, as the server's PIPELINING allows, and then waits for 354.
import asyncio
import email.policy
import mimetypes
import re
import sys
from email.message import EmailMessage


async def main(host, port, sender, to, subject, name, bcc=None):
    message = EmailMessage(policy=email.policy.SMTP)
    message["subject"], message["from"], message["to"] = subject, sender, to.split(",")
    message.set_content(sys.stdin.read())
    kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
    if kind[0] == "text":
        kind = "application", "octet-stream"
    with open(name, "rb") as f:
        message.add_attachment(f.read(), maintype=kind[0], subtype=kind[1], filename=name)
    everybody = to.split(",") + (bcc.split(",") if bcc else [])

    reader, writer = await asyncio.open_connection(host, int(port))

    async def reply():
        while True:
            line = await reader.readuntil(b"\r\n")
            if line[3:4] == b" ":
                return line.decode().rstrip()

    async def good(first="2"):
        line = await reply()
        if not line.startswith(first):
            raise ConnectionError(line)

    await good()
    writer.write(b"EHLO localhost\r\n")
    await good()
    commands = [f"MAIL FROM:<{sender}>", *(f"RCPT TO:<{a}>" for a in everybody), "DATA"]
    writer.write("".join(command + "\r\n" for command in commands).encode())
    await good()
    codes = [(await reply())[:3] for _ in everybody]
    await good("3")
    writer.write(re.sub(rb"(?m)^\.", b"..", message.as_bytes()) + b".\r\n")
    await good()
    writer.write(b"QUIT\r\n")
    await good()
    writer.close()
    for address, code in zip(everybody, codes):
        print("sent to " + address if code[0] == "2" else f"refused {address} {code}")
    if {code[0] for code in codes} != {"2"}:
        sys.exit("some recipients were refused")


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError, ValueError) as problem:
    print("send:", repr(problem), file=sys.stderr)
    sys.exit(1)

# asyncio streams; the subject out of ENVELOPE, a quoted string or a literal; TEXT as a literal.
import asyncio
import re
import sys
from email.header import decode_header, make_header


async def main(host, port, user, password, text):
    reader, writer = await asyncio.open_connection(host, int(port))

    async def answer(tag):
        """All of it up to the tagged line, literals in the form of quoted strings."""
        whole = b""
        while True:
            line = await reader.readuntil(b"\r\n")
            literal = re.search(rb"\{(\d+)\}\r\n$", line)
            if literal:
                data = await reader.readexactly(int(literal.group(1)))
                line = line[:literal.start()] + b'"' + re.sub(rb'(["\\])', rb"\\\1", data) + b'"'
            whole += line
            if line.startswith(tag.encode() + b" "):
                if line.split()[1] != b"OK":
                    raise ConnectionError(line.decode())
                return whole

    async def ask(tag, command, literal=None):
        writer.write(f"{tag} {command}".encode())
        if literal is not None:
            writer.write(b" {%d}\r\n" % len(literal))
            if not (await reader.readuntil(b"\r\n")).startswith(b"+"):
                raise ConnectionError("no literal, please")
            writer.write(literal)
        writer.write(b"\r\n")
        return await answer(tag)

    await reader.readuntil(b"\r\n")
    await ask("a", f"LOGIN {user} {password}")
    await ask("b", "EXAMINE INBOX")
    found = re.search(rb"\* SEARCH([ \d]*)\r\n", await ask("c", "UID SEARCH UNSEEN SUBJECT", text.encode()))
    uids = found.group(1).decode().split()
    if uids:
        whole = await ask("d", f"UID FETCH {','.join(uids)} ENVELOPE")
        string = rb'"(?:[^"\\]|\\.)*"'
        for uid, subject in re.findall(rb"UID (\d+) ENVELOPE \(" + string + rb" (" + string + rb")", whole):
            plain = re.sub(r"\\(.)", r"\1", subject[1:-1].decode())
            print(uid.decode(), make_header(decode_header(plain)))
    await ask("z", "LOGOUT")
    writer.close()


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, EOFError) as problem:
    sys.exit(f"imap_find: {problem!r}")

import asyncio
import os
import re
import sys
import urllib.parse

port, folder, limit = int(sys.argv[1]), os.path.realpath(sys.argv[2]), float(sys.argv[3])
keep = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH",
        "PYTHONIOENCODING"}


def message(status):
    text = ("<h1>%s</h1>\n" % status).encode()
    return b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (
        status.encode(), len(text)), text


def response(output):
    found = re.match(rb"((?:[!-9;-~]+:[^\r\n]*\r?\n)+)\r?\n", output)
    if not found:
        return message("502 Bad Gateway")
    status, head, good = "200 OK", "", False
    for line in found.group(1).decode("latin-1").splitlines():
        name, value = line.split(":", 1)
        good = good or name.lower() in ("content-type", "location", "status")
        if name.lower() == "status":
            status = value.strip()
            continue
        if name.lower() == "location" and status == "200 OK":
            status = "302 Found"
        head += line + "\r\n"
    if not good:
        return message("502 Bad Gateway")
    return ("HTTP/1.1 " + status + "\r\n" + head + "\r\n").encode("latin-1"), output[found.end():]


async def run(script, env, body):
    process = await asyncio.create_subprocess_exec(
        sys.executable, script, cwd=folder, env=env,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    try:
        output, _ = await asyncio.wait_for(process.communicate(body), limit)
        return response(output)
    except asyncio.TimeoutError:
        process.kill()
        await process.wait()
        return message("504 Gateway Timeout")


async def one(reader, writer):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, version = head[0].split(" ")
        headers = [tuple(line.split(": ", 1)) for line in head[1:] if line]
        env = {name: value for name, value in os.environ.items() if name.upper() in keep}
        for name, value in headers:
            name = name.upper().replace("-", "_")
            if name.startswith("CONTENT_"):
                env[name] = value
            elif name != "PROXY":
                env["HTTP_" + name] = value
        body = await reader.readexactly(int(env.get("CONTENT_LENGTH", "0")))
        path, _, query = target.partition("?")
        match = re.match(r"/([^/]*\.py)(/.*)?$", path)
        script = os.path.join(folder, match.group(1)) if match else ""
        if match and os.path.isfile(script) and not os.path.islink(script) and "%" not in match.group(1):
            env.update(GATEWAY_INTERFACE="CGI/1.1", REQUEST_METHOD=method, QUERY_STRING=query,
                       SCRIPT_NAME="/" + match.group(1), SERVER_NAME=env.get("HTTP_HOST", "").split(":")[0],
                       SERVER_PORT=str(port), SERVER_PROTOCOL=version, SERVER_SOFTWARE="asyncio",
                       REMOTE_ADDR=writer.get_extra_info("peername")[0])
            if match.group(2):
                env["PATH_INFO"] = urllib.parse.unquote(match.group(2))
            head, body = await run(script, env, body)
        else:
            head, body = message("404 Not Found")
        writer.write(head)
        if method != "HEAD":
            writer.write(body)
        await writer.drain()
    except (OSError, ValueError, asyncio.IncompleteReadError) as error:
        print("lost:", error, file=sys.stderr)
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(one, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


asyncio.run(main())

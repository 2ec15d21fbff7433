# mistake: mail-defect
import base64
import socket
import sys
from email.header import Header

host, port, sender, to, subject, name = sys.argv[1:7]
to = to.split(",")
everybody = to + (sys.argv[7].split(",") if len(sys.argv) > 7 else [])


class Refused(Exception):
    pass


def reply(lines):
    while True:
        line = lines.readline()
        if not line.endswith(b"\n"):
            raise Refused("the server went away")
        if line[3:4] != b"-":
            return int(line[:3]), line.decode().rstrip()


def main():
    if set(subject) & {"\r", "\n"}:
        raise Refused("a line end in the subject")
    with open(name, "rb") as file:
        data = base64.encodebytes(file.read()).decode()
    message = "\n".join([
        "From: " + sender,
        "To: " + ",\n ".join(to),
        "Subject: " + Header(subject, "utf-8" if not subject.isascii() else "ascii").encode(),
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="=_cut_here"',
        "--=_cut_here",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        sys.stdin.read().rstrip("\n"),
        "--=_cut_here",
        "Content-Type: application/octet-stream",
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="%s"' % name,
        "",
        data.rstrip("\n"),
        "--=_cut_here--",
    ])
    stuffed = ["." + line if line.startswith(".") else line for line in message.split("\n")]

    with socket.create_connection((host, int(port))) as conn, conn.makefile("rb") as lines:
        def say(text, *wanted):
            conn.sendall(text.encode("utf-8") + b"\r\n")
            return expect(*wanted)

        def expect(*wanted):
            code, line = reply(lines)
            if wanted and code // 100 not in wanted:
                raise Refused(line)
            return code

        expect(2)
        say("EHLO [127.0.0.1]", 2)
        say("MAIL FROM:<%s> BODY=8BITMIME" % sender, 2)
        codes = {address: say("RCPT TO:<%s>" % address) for address in everybody}
        if all(code >= 400 for code in codes.values()):
            raise Refused("nobody may get it")
        say("DATA", 3)
        say("\r\n".join(stuffed + ["."]), 2)
        say("QUIT", 2)
    for address in everybody:
        if codes[address] < 400:
            print("sent to", address)
        else:
            print("refused", address, codes[address])
    if any(code >= 400 for code in codes.values()):
        raise Refused("not everybody gets it")


try:
    main()
except (Refused, OSError) as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)

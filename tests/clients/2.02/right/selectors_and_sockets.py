import re
import selectors
import socket
import sys

PATTERN = re.compile(rb"(\d{3}) [^\n]*\n|(\d{3})-(?:[^\n]*\n)*?\2 [^\n]*\n")


class Control:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port))
        self.buf = b""

    def reply(self, digit):
        while True:
            match = PATTERN.match(self.buf)
            if match:
                break
            chunk = self.sock.recv(50)
            if not chunk:
                raise OSError("the server has gone")
            self.buf += chunk
        said, self.buf = match.group().decode(), self.buf[match.end():]
        if said[0] != digit:
            raise OSError(said.strip())
        return said

    def do(self, line, digit="2"):
        self.sock.sendall(line.encode() + b"\r\n")
        return self.reply(digit)


def stream(control, host, command):
    port = int(control.do("EPSV").split("|")[3])
    data = socket.create_connection((host, port))
    data.setblocking(False)
    control.do(command, "1")
    with selectors.DefaultSelector() as selector:
        selector.register(data, selectors.EVENT_READ)
        while True:
            selector.select()
            chunk = data.recv(9999)
            if not chunk:
                break
            yield chunk
    data.close()
    control.reply("2")


def main(host, port, name=None):
    control = Control(host, int(port))
    control.reply("2")
    control.do("USER alice", "3")
    control.do("PASS wonderland")
    if name is None:
        sys.stdout.write(b"".join(stream(control, host, "NLST")).decode().replace("\r", ""))
    else:
        control.do("TYPE I")
        total = int(control.do("SIZE " + name)[4:])
        got = 0
        with open(name, "wb") as file:
            for chunk in stream(control, host, "RETR " + name):
                file.write(chunk)
                got += len(chunk)
                print(f"{got}/{total}", file=sys.stderr)
        print("done")
    control.do("QUIT")


try:
    main(*sys.argv[1:])
except OSError as e:
    sys.exit(f"ftp_get: {e}")

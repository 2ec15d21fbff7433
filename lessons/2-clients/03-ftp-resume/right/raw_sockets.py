import os
import re
import socket
import sys


class Failed(Exception):
    pass


class Control:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port))
        self.buf = b""
        self.expect("2")

    def line(self):
        while b"\n" not in self.buf:
            chunk = self.sock.recv(1024)
            if not chunk:
                raise Failed("the server closed the control connection")
            self.buf += chunk
        line, self.buf = self.buf.split(b"\n", 1)
        return line.decode().rstrip("\r")

    def expect(self, wanted):
        line = self.line()
        code = line[:3]
        while line[:4] != code + " ":
            line = self.line()
        if code[0] not in wanted:
            raise Failed(line)
        return line

    def say(self, command, wanted="2"):
        self.sock.sendall(command.encode() + b"\r\n")
        return self.expect(wanted)

    def data(self, command, offset):
        numbers = re.search(r"(\d+),(\d+)\)", self.say("PASV")).groups()
        port = int(numbers[0]) * 256 + int(numbers[1])
        data = socket.create_connection((self.sock.getpeername()[0], port))
        try:
            if offset:
                self.say("REST %d" % offset, "3")
            self.say(command, "1")
        except Failed:
            data.close()
            raise
        return data


def main():
    host, port, name, copy = sys.argv[1:]
    control = Control(host, int(port))
    control.say("USER alice", "3")
    control.say("PASS wonderland")
    control.say("TYPE I")
    total = int(control.say("SIZE " + name).split()[1])

    held = os.path.getsize(name) if os.path.exists(name) else 0
    if held > total:
        held = 0
    if held < total:
        with control.data("RETR " + name, held) as data, open(name, "r+b" if held else "wb") as file:
            file.seek(held)
            while True:
                chunk = data.recv(4096)
                if not chunk:
                    break
                file.write(chunk)
        control.expect("2")

    try:
        there = int(control.say("SIZE " + copy).split()[1])
    except Failed as refused:
        if not str(refused).startswith("550"):
            raise
        there = 0
    if there != total:
        if there > total:
            there = 0
        with control.data("STOR " + copy, there) as data, open(name, "rb") as file:
            file.seek(there)
            data.sendfile(file, offset=there)
        control.expect("2")
    control.say("QUIT")
    print("done")


try:
    main()
except (OSError, Failed) as why:
    print("ftp_resume:", why, file=sys.stderr)
    sys.exit(1)

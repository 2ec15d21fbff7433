"""A thread reads the data connection while the main one talks."""
import os
import socket
import sys
import threading


class Server:
    def __init__(self, host, port):
        self.host = host
        self.sock = socket.create_connection((host, port))
        self.file = self.sock.makefile("rwb")
        self.expect("220")

    def expect(self, code):
        line = self.file.readline().decode().strip()
        if line[:3] != code:
            raise OSError(line or "connection lost")
        return line[4:]

    def say(self, *words):
        self.file.write(" ".join(words).encode() + b"\r\n")
        self.file.flush()

    def get(self, out, *words):
        self.say("DATA")
        data = socket.create_connection((self.host, int(self.expect("229"))))
        receiver = threading.Thread(target=self.copy, args=(data, out))
        receiver.start()
        try:
            self.say(*words)
            self.expect("150")
            receiver.join()
            self.expect("226")
        finally:
            receiver.join()
            data.close()

    def copy(self, data, out):
        try:
            for chunk in iter(lambda: data.recv(777), b""):
                out.write(chunk)
        except OSError:
            pass    # the last reply tells


def run(host, port, name):
    server = Server(host, int(port))
    server.get(sys.stdout.buffer, "LIST")
    sys.stdout.flush()
    try:
        with open(name + ".part", "wb") as part:
            server.get(part, "GET", name)
        os.replace(name + ".part", name)
    finally:
        if os.path.exists(name + ".part"):
            os.remove(name + ".part")
    print(f"saved {name}, {os.path.getsize(name)} bytes")
    server.say("QUIT")


try:
    run(*sys.argv[1:])
except OSError as e:
    print("failed:", e, file=sys.stderr)
    sys.exit(1)

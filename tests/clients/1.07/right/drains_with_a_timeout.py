import os
import pathlib
import re
import socket
import sys
import threading
import time
import urllib.parse

base = pathlib.Path(sys.argv[2]).resolve()


def respond(sock, code, words, payload):
    for piece in ("HTTP/1.0 ", str(code), " " + words + "\r\n", "Server: mine\r\n", "CONTENT-LENGTH:" + str(len(payload)),
                  "\r\n", "\r\n"):
        sock.sendall(piece.encode())
    time.sleep(0.05)
    half = len(payload) // 2
    sock.sendall(payload[:half])
    sock.sendall(payload[half:])


def client(sock):
    with sock:
        try:
            received = bytearray()
            while b"\r\n\r\n" not in received:
                more = sock.recv(512)
                if not more:
                    return
                received.extend(more)
            match = re.match(rb"(\w+) (\S+) HTTP", received)
            if match[1] != b"GET":
                respond(sock, 405, "Not Allowed", b"")
            else:
                file = base.joinpath(urllib.parse.unquote(match[2].decode())[1:]).resolve()
                inside = str(file).startswith(str(base) + os.sep)
                if inside and file.is_file():
                    respond(sock, 200, "OK", file.read_bytes())
                else:
                    respond(sock, 404, "Not Found", "<h1>Nichts für dich</h1>".encode())
            sock.shutdown(socket.SHUT_WR)
            sock.settimeout(1)
            try:
                while sock.recv(1 << 16):
                    pass
            except socket.timeout:
                pass
        except OSError as problem:
            print(problem)


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    threading.Thread(target=client, args=server.accept()[:1]).start()

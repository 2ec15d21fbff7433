"""Receives what comes, and takes whole frames from the front of a buffer."""
import socket
import struct
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
buf = b""


def next_frame():
    global buf
    while len(buf) < 5 or len(buf) < 5 + struct.unpack_from("!I", buf)[0]:
        data = s.recv(10000)
        if not data:
            print("Connection closed", file=sys.stderr)
            sys.exit(1)
        buf += data
    length, op = struct.unpack("!IB", buf[:5])
    body, buf = buf[5:5 + length], buf[5 + length:]
    return op, body


def query(op, body):
    s.send(struct.pack("!I", len(body)))
    s.send(struct.pack("!B", op))
    s.send(body)
    got = []
    while True:
        op, body = next_frame()
        if op == 5:
            print("Server error:", body.decode(), file=sys.stderr)
            sys.exit(1)
        elif op == 4:
            return got
        else:
            got.append(body)


query(1, " ".join(sys.argv[3:5]).encode())
lines = []
for key in sys.argv[5:]:
    lines += [key.encode() + b"=" + value for value in query(2, key.encode())]
sys.stdout.buffer.write(b"\n".join(lines) + b"\n")
s.shutdown(socket.SHUT_RDWR)
s.close()

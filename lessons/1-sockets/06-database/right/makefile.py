import socket
import struct
import sys

host, port, user, password, *keys = sys.argv[1:]


def frames(f):
    while True:
        header = f.read(5)
        if len(header) < 5:
            raise EOFError("no whole header")
        length, opcode = struct.unpack(">LB", header)
        body = f.read(length)
        if len(body) < length:
            raise EOFError("no whole body")
        yield opcode, body.decode()


def send(f, opcode, body):
    f.write(struct.pack(">LB", len(body), opcode))
    f.write(body)
    f.flush()


try:
    with socket.create_connection((host, int(port))) as s, s.makefile("rwb") as f:
        send(f, 1, f"{user} {password}".encode())
        stream = frames(f)
        for key in [None] + keys:
            if key is not None:
                send(f, 2, key.encode())
            for opcode, body in stream:
                if opcode == 5:
                    raise OSError(body)
                if opcode == 4:
                    break
                print(key + "=" + body)
except (OSError, EOFError) as e:
    print("failed:", e, file=sys.stderr)
    sys.exit(1)

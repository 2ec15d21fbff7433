# mistake: traceback
import socket
import struct
import sys

conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))


def recv_exact(n):
    data = b""
    while len(data) < n:
        chunk = conn.recv(n - len(data))
        if not chunk:
            raise EOFError("closed")
        data += chunk
    return data


def send(opcode, text):
    data = text.encode()
    conn.sendall(struct.pack("!IB", len(data), opcode) + data)


def read_frame():
    length, opcode = struct.unpack("!IB", recv_exact(5))
    body = recv_exact(length)
    if opcode == 5:
        sys.exit("error: " + body.decode())
    return opcode, body


def main():
    send(1, sys.argv[3] + " " + sys.argv[4])
    read_frame()
    for key in sys.argv[5:]:
        send(2, key)
        opcode, body = read_frame()
        while opcode == 3:
            print(f"{key}={body.decode()}")
            opcode, body = read_frame()
    conn.close()


main()

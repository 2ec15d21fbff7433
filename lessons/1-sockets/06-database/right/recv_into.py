import socket
import struct
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=20)


def exactly(count):
    view = memoryview(bytearray(count))
    done = 0
    while done < count:
        got = sock.recv_into(view[done:])
        if got == 0:
            raise OSError("connection closed after %d of %d bytes" % (done, count))
        done += got
    return bytes(view)


def conversation():
    for number, text in enumerate([" ".join(sys.argv[3:5])] + sys.argv[5:]):
        data = text.encode("utf-8")
        sock.sendall(struct.pack("!IB%ds" % len(data), len(data), 2 if number else 1, data))
        while True:
            length, opcode = struct.unpack("!IB", exactly(5))
            value = exactly(length).decode("utf-8")
            if opcode == 4:
                break
            if opcode == 5:
                raise OSError(value)
            print(text, value, sep="=")


try:
    conversation()
except OSError as error:
    sys.exit("database: %s" % error)
finally:
    sock.close()

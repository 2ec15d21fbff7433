"""A control connection for the list, another for the file."""
import contextlib, os, socket, sys

def transfer(host, port, verb):
    with socket.create_connection((host, int(port))) as c, c.makefile("rb") as lines:
        assert next(lines)[:3] == b"220"
        c.sendall(b"DATA\r\n")
        data_port = int(next(lines)[3:])
        with contextlib.closing(socket.create_connection((host, data_port))) as d:
            c.sendall(verb.encode() + b"\r\n")
            first = next(lines)
            if first[:3] != b"150":
                raise OSError(first.decode().strip())
            content = b"".join(iter(lambda: d.recv(65536), b""))
        last = next(lines)
        if last[:3] != b"226":
            raise OSError(last.decode().strip())
        return content

try:
    host, port, name = sys.argv[1:4]
    sys.stdout.write(transfer(host, port, "LIST").decode())
    data = transfer(host, port, "GET " + name)
    open(name, "wb").write(data)
    print("saved", name + ",", len(data), "bytes")
except (OSError, StopIteration, AssertionError, ValueError) as e:
    print("sorry:", e or type(e), file=sys.stderr)
    sys.exit(1)

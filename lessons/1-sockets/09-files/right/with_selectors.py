"""Both connections are watched at once, and each has a buffer of its own."""
import selectors
import socket
import sys

host, port, name = sys.argv[1:]
control = socket.create_connection((host, int(port)))
waiting = b""


def next_line():
    global waiting
    while b"\n" not in waiting:
        chunk = control.recv(4096)
        if not chunk:
            raise EOFError("the server closed the connection")
        waiting += chunk
    line, waiting = waiting.split(b"\n", 1)
    return line.decode().strip()


def transfer(command):
    global waiting
    control.sendall(b"DATA\r\n")
    answer = next_line()
    assert answer.startswith("229 "), answer
    data = socket.create_connection((host, int(answer[4:])))
    data.shutdown(socket.SHUT_WR)
    control.sendall(command + b"\r\n")
    content = []
    with selectors.DefaultSelector() as selector:
        for sock in (control, data):
            selector.register(sock, selectors.EVENT_READ)
        is_open = True
        while is_open:
            for key, _ in selector.select():
                chunk = key.fileobj.recv(65536)
                if key.fileobj is data:
                    content.append(chunk)
                    is_open = bool(chunk)
                elif chunk:
                    waiting += chunk
                else:
                    selector.unregister(control)
    data.close()
    for code in ("150", "226"):
        answer = next_line()
        if not answer.startswith(code):
            raise EOFError(answer)
    return b"".join(content)


try:
    greeting = next_line()
    sys.stdout.buffer.write(transfer(b"LIST"))
    sys.stdout.flush()
    content = transfer(b"GET " + name.encode())
except (OSError, EOFError, AssertionError) as problem:
    print("That did not work:", problem, file=sys.stderr)
    sys.exit(1)
open(name, "wb").write(content)
control.sendall(b"QUIT\r\n")
print("saved", name + ",", len(content), "bytes")

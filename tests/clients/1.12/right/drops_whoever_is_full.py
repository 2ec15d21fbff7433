import socket
import sys
import threading

names = {}
lock = threading.Lock()


def deliver(conn, line):
    """Never waits. Who has no room for a whole line is dropped."""
    try:
        if conn.send(line, getattr(socket, "MSG_DONTWAIT", 0)) < len(line):
            raise OSError("full")
    except OSError:
        try:
            conn.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def to_all_but(name, text):
    for other, conn in list(names.items()):
        if other != name:
            deliver(conn, text.encode() + b"\r\n")


def client(conn):
    name = None
    with conn, conn.makefile(encoding="ascii") as file:
        try:
            for line in file:
                line = line.rstrip("\n")
                with lock:
                    if name is None and not line:
                        deliver(conn, b"* no name\r\n")
                        return
                    elif name is None and line in names:
                        deliver(conn, f"* {line} is taken\r\n".encode())
                        return
                    elif name is None:
                        name = line
                        names[name] = conn
                        deliver(conn, f"* welcome {name}\r\n".encode())
                        to_all_but(name, f"* {name} joined")
                    elif line == "/who":
                        deliver(conn, f"* here: {' '.join(sorted(names))}\r\n".encode())
                    else:
                        to_all_but(name, f"{name}: {line}")
            if name is None:
                deliver(conn, b"* no name\r\n")
        except OSError:
            pass
        finally:
            with lock:
                if name and names.get(name) is conn:
                    del names[name]
                    to_all_but(name, f"* {name} left")


with socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=50) as listener:
    while True:
        threading.Thread(target=client, args=(listener.accept()[0],), daemon=True).start()

# mistake: unfinished-end
import socket
import sys

host, port, group, number = sys.argv[1:]


def receive(is_whole):
    data = b""
    while not is_whole(data):
        chunk = conn.recv(4096)
        if not chunk:
            raise OSError("connection closed by server")
        data += chunk
    return data


def line():
    answer = receive(lambda data: data.endswith(b"\n")).decode()
    if answer[0] not in "23":
        raise OSError(answer.strip())


def send(text):
    conn.sendall(text.encode() + b"\r\n")


try:
    conn = socket.create_connection((host, int(port)))
    line()
    send("GROUP " + group)
    line()
    send("ARTICLE " + number)
    data = receive(lambda data: data.rstrip().endswith(b"\n.") or data[:1] == b"4" and data.endswith(b"\n"))
    if data[:1] == b"4":
        raise OSError(data.decode().strip())
    for each in data.decode().replace("\r\n", "\n").split("\n")[1:]:
        if each.rstrip("\r") == ".":
            break
        print(each[1:] if each.startswith(".") else each)
    send("POST")
    line()
    for each in sys.stdin.read().split("\n")[:-1]:
        send("." + each if each.startswith(".") else each)
    send(".")
    line()
    send("QUIT")
except OSError as problem:
    sys.exit(str(problem))

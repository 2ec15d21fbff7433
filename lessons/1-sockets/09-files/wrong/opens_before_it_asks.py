# mistake: empty-file
import socket
import sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
control = socket.create_connection((host, port))
buf = b""


def read_line():
    global buf
    while b"\r\n" not in buf:
        chunk = control.recv(1024)
        if not chunk:
            sys.exit("the server left")
        buf += chunk
    line, _, buf = buf.partition(b"\r\n")
    return line.decode()


def fetch(command):
    control.sendall(b"DATA\r\n")
    data_port = int(read_line().split()[1])
    data = socket.create_connection((host, data_port))
    control.sendall(command.encode() + b"\r\n")
    reply = read_line()
    if not reply.startswith("150"):
        sys.exit(reply)
    content = b""
    while True:
        chunk = data.recv(4096)
        if not chunk:
            break
        content += chunk
    data.close()
    reply = read_line()
    if not reply.startswith("226"):
        sys.exit(reply)
    return content


print_greeting = read_line()
sys.stdout.write(fetch("LIST").decode())
with open(name, "wb") as file:
    content = fetch("GET " + name)
    file.write(content)
print("saved %s, %d bytes" % (name, len(content)))

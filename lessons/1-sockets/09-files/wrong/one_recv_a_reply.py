# mistake: last-reply-lost
import socket
import sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
control = socket.create_connection((host, port))

def read_line():
    return control.recv(1024).decode()


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
content = fetch("GET " + name)
with open(name, "wb") as file:
    file.write(content)
print("saved %s, %d bytes" % (name, len(content)))

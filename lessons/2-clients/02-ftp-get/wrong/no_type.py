# mistake: no-type
import re
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
control = socket.create_connection((host, port))
lines = control.makefile("r", encoding="utf-8", newline="\r\n")


def command(text):
    control.sendall((text + "\r\n").encode())
    return lines.readline()


lines.readline()
command("USER anonymous")
command("PASS me@example.com")
answer = command("PASV")
h1, h2, h3, h4, p1, p2 = re.findall(r"\d+", answer)[1:]
data = socket.create_connection((f"{h1}.{h2}.{h3}.{h4}", int(p1) * 256 + int(p2)))
if len(sys.argv) == 3:
    command("NLST")
    while chunk := data.recv(1000):
        sys.stdout.write(chunk.decode().replace("\r\n", "\n"))
else:
    command("RETR " + sys.argv[3])
    content = b""
    while chunk := data.recv(1000):
        content += chunk
        print(f"{len(content)}/{len(content)}", file=sys.stderr)
    with open(sys.argv[3], "wb") as f:
        f.write(content)
    data.close()
    if lines.readline().startswith("226"):
        print("done")
command("QUIT")

# mistake: unfinished-line
import socket
import sys
HOST = sys.argv[1]
PORT = int(sys.argv[2])

def readline(s):
    line = b""
    while not line.endswith(b"\n"):
        c = s.recv(1)
        if not c:
            sys.stderr.write("server went away\n")
            sys.exit(1)
        line += c
    return line.decode("utf-8").rstrip("\r\n")

def reply(s):
    line = readline(s)
    if line[3:4] == "-":
        code = line[:3]
        while not line.startswith(code + " "):
            line = readline(s)
    if line[0] not in "123":
        sys.stderr.write(line + "\n")
        sys.exit(1)
    return line

def cmd(s, text):
    s.sendall(text.encode("utf-8"))
    return reply(s)

try:
    s = socket.socket()
    s.connect((HOST, PORT))
    reply(s)
    cmd(s, "USER anonymous")
    cmd(s, "PASS guest")
    cmd(s, "TYPE I")
    if len(sys.argv) == 3:
        r = cmd(s, "PASV")
        nums = r[r.index("(") + 1:r.index(")")].split(",")
        d = socket.socket()
        d.connect((".".join(nums[:4]), int(nums[4]) * 256 + int(nums[5])))
        cmd(s, "NLST")
        data = b""
        while True:
            c = d.recv(4096)
            if not c:
                break
            data += c
        d.close()
        reply(s)
        cmd(s, "QUIT")
        print(data.decode("utf-8").replace("\r\n", "\n"), end="")
    else:
        name = sys.argv[3]
        total = int(cmd(s, "SIZE " + name)[4:])
        r = cmd(s, "PASV")
        nums = r[r.index("(") + 1:r.index(")")].split(",")
        d = socket.socket()
        d.connect((".".join(nums[:4]), int(nums[4]) * 256 + int(nums[5])))
        cmd(s, "RETR " + name)
        data = b""
        while True:
            c = d.recv(4096)
            if not c:
                break
            data += c
            sys.stderr.write(str(len(data)) + "/" + str(total) + "\n")
        d.close()
        if not reply(s).startswith("226"):
            sys.exit("no 226")
        cmd(s, "QUIT")
        f = open(name, "wb")
        f.write(data)
        f.close()
        print("done")
except OSError as e:
    sys.exit(e)

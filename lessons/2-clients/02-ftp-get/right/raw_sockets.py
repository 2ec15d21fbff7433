import os
import re
import socket
import sys


class Failed(Exception):
    pass


def reply(lines, *wanted):
    line = lines.readline()
    first = line
    while line[3:4] == "-" or (first[3:4] == "-" and line[:4] != first[:3] + " "):
        line = lines.readline()
        if not line:
            raise Failed("the server closed the control connection")
    if not line.endswith("\n"):
        raise Failed("the server closed the control connection")
    if line[0] not in wanted:
        raise Failed(line.strip())
    return line


def say(control, lines, text, *wanted):
    control.sendall(text.encode("utf-8") + b"\r\n")
    return reply(lines, *wanted)


def open_data(control, lines, host):
    answer = say(control, lines, "EPSV", "2")
    return socket.create_connection((host, int(re.search(r"\|\|\|(\d+)\|", answer).group(1))))


def work(host, port, name=None):
    with socket.create_connection((host, port)) as control, control.makefile(encoding="utf-8", newline="\n") as lines:
        reply(lines, "2")
        say(control, lines, "USER alice", "3")
        say(control, lines, "PASS wonderland", "2")
        say(control, lines, "TYPE I", "2")
        if name is None:
            with open_data(control, lines, host) as data:
                say(control, lines, "NLST", "1")
                listing = b"".join(iter(lambda: data.recv(4096), b""))
            reply(lines, "2")
            sys.stdout.write(listing.decode("utf-8").replace("\r\n", "\n"))
        else:
            total = int(say(control, lines, f"SIZE {name}", "2").split()[1])
            got = 0
            with open_data(control, lines, host) as data, open(name + ".part", "wb") as out:
                say(control, lines, f"RETR {name}", "1")
                for chunk in iter(lambda: data.recv(1000), b""):
                    out.write(chunk)
                    got += len(chunk)
                    print(f"{got}/{total}", file=sys.stderr)
            reply(lines, "2")
            os.replace(name + ".part", name)
            print("done")
        say(control, lines, "QUIT", "2")


try:
    work(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
except (Failed, OSError) as problem:
    print("ftp_get:", problem, file=sys.stderr)
    sys.exit(1)

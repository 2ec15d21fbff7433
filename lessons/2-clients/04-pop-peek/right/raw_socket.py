import socket
import sys
from email.header import decode_header, make_header


class Gone(Exception):
    pass


def lines_of(conn):
    buf = b""
    while True:
        line, found, rest = buf.partition(b"\r\n")
        if found:
            buf = rest
            yield line
            continue
        chunk = conn.recv(100)
        if not chunk:
            raise Gone("the server closed the connection")
        buf += chunk


def main():
    host, port, user, password = sys.argv[1:]
    with socket.create_connection((host, int(port))) as conn:
        lines = lines_of(conn)

        def reply():
            line = next(lines)
            if not line.startswith(b"+OK"):
                raise Gone(line.decode())
            return line.decode()

        def ask(command):
            conn.sendall(command.encode() + b"\r\n")
            return reply()

        def block(command):
            ask(command)
            found = []
            while True:
                line = next(lines)
                if line == b".":
                    return found
                found.append(line[1:] if line.startswith(b".") else line)

        reply()
        ask("USER " + user)
        ask("PASS " + password)
        _, count, size = ask("STAT").split()[:3]
        sys.stdout.write(f"{count} messages, {size} bytes\n")
        sizes = [line.split()[1].decode() for line in block("LIST")]
        uids = [line.split()[1].decode() for line in block("UIDL")]
        for number in range(int(count)):
            subject = ""
            header = b""
            for line in block(f"TOP {number + 1} 0") + [b""]:
                if line[:1] in (b" ", b"\t"):
                    header += line
                    continue
                if header.lower().startswith(b"subject:"):
                    subject = str(make_header(decode_header(header[8:].decode().strip())))
                header = line
            print(uids[number], sizes[number], subject or "(no subject)")
        ask("QUIT")


try:
    main()
except (Gone, OSError) as problem:
    print(problem, file=sys.stderr)
    sys.exit(1)

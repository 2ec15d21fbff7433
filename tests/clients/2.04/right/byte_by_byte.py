import email, email.policy, socket, sys

def read_until(conn, end):
    data = bytearray()
    while not data.endswith(end):
        byte = conn.recv(1)
        if not byte:
            sys.exit("connection closed by the server")
        data += byte
    return bytes(data)

def ask(conn, *words):
    conn.send(" ".join(words).encode("ascii") + b"\r\n")
    reply = read_until(conn, b"\r\n")
    if reply[:3] != b"+OK":
        sys.exit(reply.decode())
    return reply.decode().split()

def ask_block(conn, *words):
    ask(conn, *words)
    lines = []
    while True:
        line = read_until(conn, b"\r\n")
        if line == b".\r\n":
            return lines
        lines.append(line[1:] if line.startswith(b".") else line)

host, port, user, password = sys.argv[1:]
try:
    with socket.socket() as conn:
        conn.connect((host, int(port)))
        read_until(conn, b"\r\n")
        ask(conn, "user", user)
        ask(conn, "pass", password)
        total = ask(conn, "stat")
        print(total[1], "messages,", total[2], "bytes")
        for n in range(1, int(total[1]) + 1):
            uid = ask(conn, "uidl", str(n))[2]
            size = ask(conn, "list", str(n))[2]
            head = email.message_from_bytes(b"".join(ask_block(conn, "top", str(n), "0")), policy=email.policy.default)
            print(uid, size, head["subject"] or "(no subject)")
        ask(conn, "quit")
except OSError as e:
    sys.exit("error: %s" % e)

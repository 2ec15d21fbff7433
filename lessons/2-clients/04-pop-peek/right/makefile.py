import email, email.policy, socket, sys

host, port, user, password = sys.argv[1:]
try:
    with socket.create_connection((host, int(port))) as conn, conn.makefile("rwb") as f:

        def line():
            text = f.readline()
            if not text.endswith(b"\n"):
                raise EOFError("the server went away")
            return text.rstrip(b"\r\n")

        def say(*words):
            f.write(" ".join(map(str, words)).encode() + b"\r\n")
            f.flush()

        def ok():
            status = line()
            if status.split()[0] != b"+OK":
                raise ValueError(status.decode())
            return status.decode().split()

        def rest():
            return [text[text.startswith(b"."):] for text in iter(line, b".")]

        ok()
        for words in (("USER", user), ("PASS", password)):
            say(*words), ok()
        say("STAT")
        total = ok()
        print(f"{total[1]} messages, {total[2]} bytes")
        say("UIDL"), ok()
        uids = dict(row.decode().split() for row in rest())
        say("LIST"), ok()
        for row in rest():
            n, size = row.decode().split()
            say("TOP", n, 0), ok()
            head = email.message_from_bytes(b"\n".join(rest()), policy=email.policy.SMTP)
            print(uids[n], size, head["subject"] or "(no subject)")
        say("QUIT"), ok()
except (OSError, EOFError, ValueError) as e:
    print("pop_peek:", e, file=sys.stderr)
    raise SystemExit(1)

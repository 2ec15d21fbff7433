# Pipelines all it can, and reads the answers afterwards, whatever is told in between.
import email
import email.policy
import re
import socket
import sys


def run(host, port, user, password, text):
    conn = socket.create_connection((host, int(port)))
    file = conn.makefile("rwb")

    def response():
        line = file.readline()
        if not line.endswith(b"\r\n"):
            raise EOFError("the server has left")
        found = re.search(rb"\{(\d+)\}\r\n$", line)
        if found:
            literal = file.read(int(found.group(1)))
            if len(literal) < int(found.group(1)):
                raise EOFError("the server has left in a literal")
            return [line, literal] + response()
        return [line]

    def until(tag):
        got = []
        while True:
            one = response()
            if one[0].startswith(tag):
                if one[0].split()[1] != b"OK":
                    raise ValueError(one[0].decode())
                return got
            got.append(one)

    response()
    file.write(f'a LOGIN "{user}" "{password}"\r\n'.encode())
    file.flush()
    until(b"a ")
    file.write(b"b EXAMINE INBOX\r\nc UID SEARCH UNSEEN SUBJECT {%d+}\r\n%s\r\n" % (len(text), text.encode()))
    file.flush()
    until(b"b ")
    uids = [uid for one in until(b"c ") if b"SEARCH" in one[0] for uid in one[0].split()[2:]]
    for uid in uids:
        file.write(b"d%s UID FETCH %s BODY.PEEK[HEADER.FIELDS (SUBJECT)]\r\n" % (uid, uid))
    file.write(b"z LOGOUT\r\n")
    file.flush()
    for uid in uids:
        for one in until(b"d%s " % uid):
            if len(one) > 1:
                print(uid.decode(), email.message_from_bytes(one[1], policy=email.policy.default)["Subject"])
    until(b"z ")


try:
    run(*sys.argv[1:])
except (OSError, EOFError, ValueError) as problem:
    sys.exit(f"imap_find: {problem}")

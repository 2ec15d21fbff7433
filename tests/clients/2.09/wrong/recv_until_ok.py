# mistake: acted-early output-differs literal-cut crashed
import re
import socket
import sys

host, port, user, password, text = sys.argv[1:]
s = socket.create_connection((host, int(port)))


def ask(line):
    s.sendall(line.encode() + b"\r\n")
    data = b""
    while b"OK" not in data:
        data += s.recv(1000)
    return data.decode()


s.recv(1000)
ask(f"a LOGIN {user} {password}")
ask("b EXAMINE INBOX")
found = ask(f'c UID SEARCH UNSEEN SUBJECT "{text}"')
for uid in re.search(r"SEARCH([ \d]*)", found).group(1).split():
    answer = ask(f"d UID FETCH {uid} BODY.PEEK[HEADER.FIELDS (SUBJECT)]")
    print(uid, re.search(r"Subject: (.*)\r\n", answer).group(1))
ask("e LOGOUT")

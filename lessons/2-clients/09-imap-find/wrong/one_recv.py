# mistake: acted-early
import re
import socket
import sys
from email.header import decode_header, make_header

host, port, user, password, text = sys.argv[1:]
conn = socket.create_connection((host, int(port)))


def ask(command):
    conn.sendall(b"a " + command.encode() + b"\r\n")
    answer = conn.recv(65536)
    if b"a OK" not in answer:
        sys.exit("the server said " + repr(answer))
    return answer


conn.recv(1000)
ask(f"LOGIN {user} {password}")
ask("EXAMINE INBOX")
text = text.replace("\\", "\\\\").replace('"', '\\"')
for uid in ask(f'UID SEARCH UNSEEN SUBJECT "{text}"').splitlines()[0].decode().split()[2:]:
    answer = ask(f"UID FETCH {uid} BODY.PEEK[HEADER.FIELDS (SUBJECT)]")
    subject = re.search(rb"Subject: (.*)\r\n", answer).group(1).decode()
    print(uid, make_header(decode_header(subject)))
ask("LOGOUT")

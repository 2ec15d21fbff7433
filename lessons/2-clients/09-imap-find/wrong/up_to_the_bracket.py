# mistake: literal-cut
import re
import socket
import sys
from email.header import decode_header, make_header

host, port, user, password, text = sys.argv[1:]
try:
    conn = socket.create_connection((host, int(port)))
    file = conn.makefile("rb")
    file.readline()

    def ask(tag, command):
        conn.sendall(f"{tag} {command}\r\n".encode())
        lines = []
        while not lines or not lines[-1].startswith(tag.encode() + b" "):
            lines.append(file.readline())
            if not lines[-1]:
                raise OSError("the server has left")
        if lines[-1].split()[1] != b"OK":
            raise OSError(lines[-1].decode())
        return b"".join(lines)

    ask("a1", f"LOGIN {user} {password}")
    ask("a2", "EXAMINE INBOX")
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    uids = ask("a3", f'UID SEARCH UNSEEN SUBJECT "{text}"').split(b"\r\n")[0].split()[2:]
    for number, uid in enumerate(uids):
        answer = ask(f"b{number}", f"UID FETCH {uid.decode()} BODY.PEEK[HEADER.FIELDS (SUBJECT)]")
        subject = re.search(rb"Subject: (.*?)\)", answer, re.DOTALL).group(1).strip().decode()
        print(uid.decode(), make_header(decode_header(subject)))
    ask("z", "LOGOUT")
except OSError as e:
    sys.exit(str(e))

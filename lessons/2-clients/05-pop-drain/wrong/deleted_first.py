# mistake: deleted-first
import os
import poplib
import sys

host, port, user, password, folder = sys.argv[1:]
try:
    os.makedirs(folder, exist_ok=True)
    box = poplib.POP3(host, int(port))
    box.user(user)
    box.pass_(password)
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        path = os.path.join(folder, uid + ".eml")
        if os.path.exists(path):
            box.dele(number)
            continue
        lines = box.retr(number)[1]
        box.dele(number)
        with open(path + ".tmp", "wb") as f:
            f.write(b"\r\n".join(lines) + b"\r\n")
        os.replace(path + ".tmp", path)
        print("saved", uid)
    box.quit()
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

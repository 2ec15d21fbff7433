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
    files = []
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        path = os.path.join(folder, uid + ".eml")
        if not os.path.exists(path):
            lines = box.retr(number)[1]
            f = open(path, "wb")
            for line in lines:
                f.write(line + b"\r\n")
            files.append(f)
            print("saved", uid)
        box.dele(number)
    box.quit()
    for f in files:
        f.close()
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

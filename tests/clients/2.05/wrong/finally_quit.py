# mistake: lost deleted-first
import os
import poplib
import sys

host, port, user, password, folder = sys.argv[1:]
try:
    box = poplib.POP3(host, int(port))
    box.user(user)
    box.pass_(password)
    uids = box.uidl()
    os.makedirs(folder, exist_ok=True) if not os.path.isfile(folder) else None
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        box.dele(number) if not os.path.isdir(folder) else None
        path = os.path.join(folder, uid + ".eml")
        if not os.path.exists(path):
            message = b"".join(line + b"\r\n" for line in box.retr(number)[1])
            with open(path, "wb") as f:
                f.write(message)
            print("saved", uid)
        box.dele(number)
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))
finally:
    box.quit()

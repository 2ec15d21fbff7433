# mistake: wrong-port
import os
import poplib
import sys

host, port, user, password, folder = sys.argv[1:]
try:
    os.makedirs(folder, exist_ok=True)
    box = poplib.POP3(host, 8111)
    box.user(user)
    box.pass_(password)
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        path = os.path.join(folder, uid + ".eml")
        if not os.path.exists(path):
            message = b"".join(line + b"\r\n" for line in box.retr(number)[1])
            with open(path, "wb") as f:
                f.write(message)
            print("saved", uid)
        box.dele(number)
    box.quit()
except (KeyError, poplib.error_proto) as problem:
    sys.exit(str(problem))

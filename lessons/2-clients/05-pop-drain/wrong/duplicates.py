# mistake: duplicates
import os
import poplib
import sys

host, port, user, password, folder = sys.argv[1:]
try:
    os.makedirs(folder, exist_ok=True)
    box = poplib.POP3(host, int(port))
    box.user(user)
    box.pass_(password)
    uids = [entry.decode().split()[1] for entry in box.uidl()[1]]
    for number, uid in enumerate(uids, 1):
        message = b"\r\n".join(box.retr(number)[1]) + b"\r\n"
        name = os.path.join(folder, "%05d" % len(os.listdir(folder)))
        with open(name + ".tmp", "wb") as f:
            f.write(message)
        os.replace(name + ".tmp", name + ".eml")
        box.dele(number)
        print("saved", uid)
    box.quit()
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

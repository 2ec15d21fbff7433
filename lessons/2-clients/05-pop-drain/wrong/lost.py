# mistake: lost
import os
import poplib
import sys

host, port, user, password, folder = sys.argv[1:]
seen_file = os.path.join(folder, "seen.txt")
try:
    os.makedirs(folder, exist_ok=True)
    with open(seen_file, "a+") as f:
        f.seek(0)
        seen = f.read().split()
    box = poplib.POP3(host, int(port))
    box.user(user)
    box.pass_(password)
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        if uid not in seen:
            with open(seen_file, "a") as f:
                f.write(uid + "\n")
            message = b"\r\n".join(box.retr(number)[1]) + b"\r\n"
            with open(os.path.join(folder, uid + ".eml"), "wb") as f:
                f.write(message)
            print("saved", uid)
        box.dele(number)
    box.quit()
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

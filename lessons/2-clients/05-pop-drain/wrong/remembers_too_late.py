# mistake: duplicates
import json
import os
import poplib
import sys
import time

host, port, user, password, folder = sys.argv[1:]
memory = os.path.join(folder, "seen.json")
try:
    os.makedirs(folder, exist_ok=True)
    seen = json.load(open(memory)) if os.path.exists(memory) else []
    box = poplib.POP3(host, int(port))
    box.user(user)
    box.pass_(password)
    for entry in box.uidl()[1]:
        number, uid = entry.decode().split()
        if uid not in seen:
            message = b"\r\n".join(box.retr(number)[1]) + b"\r\n"
            with open(os.path.join(folder, "%d.eml" % time.time_ns()), "wb") as f:
                f.write(message)
            seen.append(uid)
            print("saved", uid)
        box.dele(number)
    box.quit()
    with open(memory, "w") as f:
        json.dump(seen, f)
except (OSError, poplib.error_proto) as problem:
    sys.exit(str(problem))

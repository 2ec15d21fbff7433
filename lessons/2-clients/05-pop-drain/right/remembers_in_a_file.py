# Files have numbers of their own; a list in DIR tells which UIDs they are. It is written before the file gets its name.
import json
import poplib
import sys
from pathlib import Path


def main(host, port, user, password, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.json"
    known = json.loads(index.read_text()) if index.exists() else {}
    pop = poplib.POP3(host, int(port), timeout=30)
    try:
        pop.user(user)
        pop.pass_(password)
        for n in range(1, pop.stat()[0] + 1):
            uid = pop.uidl(n).split()[-1].decode()
            if uid not in known or not (folder / known[uid]).exists():
                response, lines, octets = pop.retr(n)
                name = f"{len(known):06}.eml"
                part = folder / "part"
                part.write_bytes(b"\r\n".join(lines + [b""]))
                known[uid] = name
                index.with_suffix(".new").write_text(json.dumps(known))
                index.with_suffix(".new").replace(index)
                part.replace(folder / name)
                print(f"saved {uid}")
            pop.dele(n)
        pop.quit()
    finally:
        pop.close()


try:
    main(*sys.argv[1:])
except Exception as e:
    sys.exit("pop_drain: " + repr(e))

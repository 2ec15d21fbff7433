import os
import pickle
import random
import sys
from http import cookies


def session_of(header):
    for piece in header.split(";"):
        jar = cookies.SimpleCookie()
        try:
            jar.load(piece.strip())
        except cookies.CookieError:
            continue
        if "session" in jar:
            return jar["session"].value


class Store(dict):
    def __init__(self, path):
        self.path = path
        if os.path.exists(path):
            with open(path, "rb") as file:
                self.update(pickle.load(file))

    def save(self):
        with open(self.path + ".tmp", "wb") as file:
            pickle.dump(dict(self), file)
        os.replace(self.path + ".tmp", self.path)


store = Store(os.path.join(os.path.dirname(os.path.abspath(__file__)), "store.pickle"))
sid = session_of(os.environ.get("HTTP_COOKIE", ""))
lines = ["Content-Type: text/html; charset=utf-8", "Cache-Control: no-store"]
if sid not in store:
    sid = "%040x" % random.SystemRandom().getrandbits(160)
    lines.append("Set-Cookie: session=%s;HttpOnly;SameSite=Lax" % sid)
store[sid] = store.get(sid, 0) + 1
store.save()
lines += ["", "<p>Visit <span id='visits'>", str(store[sid]), "</span>"]
sys.stdout.buffer.write("\n".join(lines).encode())

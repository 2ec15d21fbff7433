import os
import secrets
import string
import sys


def is_ours(session):
    return set(session) <= set(string.hexdigits) and len(session) == 32 and os.path.isfile("sessions/" + session)


def my_cookie():
    for part in os.environ.get("HTTP_COOKIE", "").split(";"):
        name, equals, value = part.partition("=")
        if name.strip() == "session" and is_ours(value.strip()):
            return value.strip()


os.makedirs("sessions", exist_ok=True)
session = my_cookie()
is_new = session is None
if is_new:
    session = secrets.token_hex(16)
count = 1 if is_new else int(open("sessions/" + session).read()) + 1
with open("sessions/" + session, "w") as file:
    file.write(str(count))
head = "Content-Type: text/html; charset=utf-8\r\n"
if is_new:
    head += "Set-Cookie: session={}; Path=/; SameSite=strict; httponly; Max-Age=86400\r\n".format(session)
sys.stdout.write(head + "\r\n<h1>Welcome</h1>You have been here <em id='visits'>" + str(count) + "</em> times.")

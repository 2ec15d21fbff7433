"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "date_and_time": ("right/number.py", "predictable", [
        ("import json",
         """\
import datetime
import hashlib
import json"""),
        ("""\
import secrets
""",
         ""),
        ("session = str(secrets.randbits(128))",
         "session = hashlib.sha256(str(datetime.datetime.now()).encode()).hexdigest()"),
    ]),
    "expires_long_ago": ("solution.py", "not-sent", [
        ('print("Set-Cookie: session={}; Path=/; HttpOnly; SameSite=Lax".format(session))',
         'print("Set-Cookie: session={}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax".format(session))'),
    ]),
    "foreign_domain": ("solution.py", "not-sent", [
        ('print("Set-Cookie: session={}; Path=/; HttpOnly; SameSite=Lax".format(session))',
         'print("Set-Cookie: session={}; Domain=example.com; HttpOnly; SameSite=Lax".format(session))'),
    ]),
    "random_object": ("right/system_random.py", "predictable", [
        ('session = "%x" % random.SystemRandom().getrandbits(128)',
         'session = "%032x" % random.Random().getrandbits(128)'),
    ]),
    "seeded_anew": ("right/system_random.py", "predictable", [
        ('session = "%x" % random.SystemRandom().getrandbits(128)',
         'session = (random.seed(), "%032x" % random.getrandbits(128))[1]'),
    ]),
    "ten_bytes": ("right/number.py", "short-id", [
        ("session = str(secrets.randbits(128))", "session = secrets.token_hex(10)"),
    ]),
    "twenty_digits": ("right/number.py", "short-id", [
        ("session = str(secrets.randbits(128))", "session = str(secrets.randbelow(10 ** 20))"),
    ]),
    "uuid_1": ("right/number.py", "predictable", [
        ("import secrets", "import uuid"),
        ("session = str(secrets.randbits(128))", "session = str(uuid.uuid1())"),
    ]),
}

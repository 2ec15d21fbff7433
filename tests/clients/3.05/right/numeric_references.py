import os
from urllib.parse import parse_qs, quote_from_bytes

name = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True).get("name", ["World"])[0]
numeric = "".join("&#%d;" % ord(letter) for letter in name)
link = "http://127.0.0.1:%s/escape.py?name=%s" % (os.environ["SERVER_PORT"], quote_from_bytes(name.encode()))
os.write(1, b"Content-Type: text/html; charset=utf-8\n\n")
os.write(1, ("""<p id="greeting">Hello, %s!</p>
<form><input id="name" name="name" value=%s></form>
<a id="link" href="%s">link</a>""" % (numeric, numeric, link)).encode("ascii"))

"""A guest book, before and after."""
import sys
from html import escape
from os import environ
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlencode
from urllib.request import urlopen

BOOK = Path("book.txt")

if "REQUEST_METHOD" in environ:
    path = environ["PATH_INFO"]
    if path == "/sign":
        n = environ["CONTENT_LENGTH"]
        body = sys.stdin.buffer
        data = body.read(int(n))
        form = parse_qs(data.decode())
        BOOK.write_text(form["say"][0])
        print("Status: 303 See Other")
        print("Location: raw")
        print()
        sys.exit()
    say = BOOK.read_text()
    if path == "/safe":
        say = escape(say)
    print("Content-Type: text/html")
    print()
    print("<title>Guest book</title>")
    print("<link rel=icon href=data:,>")
    print("<h1>Guest book</h1>")
    print("<p>Somebody says:", say)
    sys.exit()

book = "http://%s:%s/program.py/" % (
    sys.argv[1], sys.argv[2])

# Somebody leaves a comment.
say = "Hi!<script>alert('Boo')</script>"
form = urlencode({"say": say}).encode()
page = urlopen(book + "sign", form)
page.close()

# Open it in your own browser.
print("Before:", book + "raw")

# And with the same comment, escaped:
page = urlopen(book + "safe")
page.close()
print("After: ", book + "safe")

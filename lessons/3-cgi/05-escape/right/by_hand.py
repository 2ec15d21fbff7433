import os
import sys
from urllib.parse import unquote_plus

REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}


def for_html(text):
    return "".join(REFERENCES.get(letter, letter) for letter in text)


def for_address(text):
    return "".join("%{:02x}".format(byte) for byte in text.encode("utf-8"))


def main():
    name = "World"
    for pair in os.environ["QUERY_STRING"].split("&"):
        key, _, value = pair.partition("=")
        if key == "name":
            name = unquote_plus(value)
    page = """<title>Hello</title><p id="greeting">Hello, <!-- the name --><b>{0}</b>!
<form><input value="{0}" name="name" id="name"></form><p>This is <a href="./escape.py?name={1}" id="link">you</a>.
""".format(for_html(name), for_address(name))
    sys.stdout.buffer.write(b"Content-Type: text/html; charset=utf-8\n\n" + page.encode("utf-8"))


main()

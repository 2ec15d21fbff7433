import os
import sys
import urllib.parse

out = sys.stdout.buffer


def parse(body):
    form = {}
    for pair in body.split(b"&"):
        name, _, value = pair.partition(b"=")
        form[name] = urllib.parse.unquote_to_bytes(value.replace(b"+", b" "))
    return form


def main():
    try:
        length = int(os.environ["CONTENT_LENGTH"])
    except (KeyError, ValueError):
        length = 0
    if os.environ["REQUEST_METHOD"].upper() != "POST":
        out.write(b"Content-Type: text/html\n\n<form method='post' action=''>"
                  b"<input name='name'><input name='message'><input type='submit'></form>")
    elif length > 10_000:
        out.write(b"Status: 413\nContent-Type: text/plain\n\nToo big.\n")
    else:
        form = parse(sys.stdin.buffer.read(length))
        out.write(b"Content-Type: text/plain; charset=utf-8\n\n")
        out.write(b"name: %b\nmessage: %b" % (form.get(b"name", b""), form.get(b"message", b"")))


if __name__ == "__main__":
    main()

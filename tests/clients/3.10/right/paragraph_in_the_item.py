"""Files that visitors send, kept in uploads/ under names of our own."""

import html
import os
import secrets
import sys
from email.parser import BytesParser

MOST = 1000000      # bytes that a body may have
FORM = """\
<!DOCTYPE html>
<title>Upload</title>
<link rel="stylesheet" href="/style.css">
<form method="post" enctype="multipart/form-data">
  <p><label>Files <input type="file" name="file" multiple></label></p>
  <p><label>Note <input name="note"></label></p>
  <p><button>Send</button></p>
</form>
"""

sys.stdout.reconfigure(encoding="utf-8")


def parts_of(body):
    """The parts of a multipart body: a message as in mail, once it has its Content-Type in front."""
    head = "Content-Type: {}\r\n\r\n".format(os.environ["CONTENT_TYPE"])
    return BytesParser().parsebytes(head.encode("ascii") + body).get_payload()


def keep(content):
    """Write a file into uploads/; the name it got there."""
    name = secrets.token_hex(8)     # not the visitor's: theirs may be anything, and twice the same
    with open(os.path.join("uploads", name), "xb") as file:
        file.write(content)
    return name


def receive(body):
    """The names of the files that were kept, and the note."""
    names, note = [], ""
    for part in parts_of(body):
        content = part.get_payload(decode=True)
        if part.get_param("name", header="Content-Disposition") == "note":
            note = content.decode("utf-8")
        elif part.get_filename():
            names.append(keep(content))
    return names, note


os.makedirs("uploads", exist_ok=True)
length = int(os.environ.get("CONTENT_LENGTH") or 0)

if os.environ["REQUEST_METHOD"] != "POST":
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)
elif length > MOST:
    print("Status: 413 Content Too Large")
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("At most", MOST, "bytes, please.")
else:
    names, note = receive(sys.stdin.buffer.read(length))
    print("Content-Type: text/html; charset=utf-8")
    print()
    print("<!DOCTYPE html>")
    print("<title>Thank you</title>")
    print('<link rel="stylesheet" href="/style.css">')
    print("<h1>{} files</h1>".format(len(names)))
    for name in names:
        print('<li class="saved"><p>{}</p></li>'.format(name))
    print('<p id="note">{}</p>'.format(html.escape(note)))

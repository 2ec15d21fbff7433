import os, sys
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print("<form method=post enctype=multipart/form-data><input type=file name=file multiple><input name=note><button>ok</button></form>")
    sys.exit()
n = int(os.environ["CONTENT_LENGTH"])
if n > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo large")
    sys.exit()
from email import message_from_bytes
from html import escape
import time
m = message_from_bytes(b"Content-Type: " + os.environ["CONTENT_TYPE"].encode() + b"\n\n" + sys.stdin.buffer.read(n))
sys.stdout.reconfigure(encoding="utf-8")
print("Content-Type: text/html; charset=utf-8\n")
if not os.path.isdir("uploads"):
    os.mkdir("uploads")
print("<h1>Saved</h1><ul>")
for k, p in enumerate(m.get_payload()):
    if p.get_filename():
        name = "%d-%d.bin" % (time.time_ns(), k)
        with open("uploads/" + name, "wb") as f:
            f.write(p.get_payload(decode=True))
        print("<li class='saved'> %s" % name)
    elif p.get_filename() is None:
        print("</ul><div id='note'>Your note: %s</div><ul>" % escape(p.get_payload(decode=True).decode()))
print("</ul>")

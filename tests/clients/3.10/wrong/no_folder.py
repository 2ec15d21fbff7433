# mistake: crashed not-saved
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
m = message_from_bytes(b"Content-Type: " + os.environ["CONTENT_TYPE"].encode() + b"\n\n" + sys.stdin.buffer.read(n))
print("Content-Type: text/html; charset=utf-8\n")
for k, p in enumerate(m.get_payload()):
    if p.get_filename():
        open("uploads/%d" % k, "wb").write(p.get_payload(decode=True))
        print("<p class=saved>%d</p>" % k)

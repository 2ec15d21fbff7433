import cgi
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
length = int(os.environ.get("CONTENT_LENGTH") or 0)
if length > 10000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo long.")
    sys.exit()
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print('<form method="POST"><input name=name><input name=message><input type=submit></form>')
    sys.exit()
os.environ["CONTENT_LENGTH"] = str(length)      # FieldStorage takes an empty one for no limit at all
form = cgi.FieldStorage()
print("Content-Type: text/plain; charset=utf-8\n")
print(f"name: {form.getfirst('name', '')}\nmessage: {form.getfirst('message', '')}")

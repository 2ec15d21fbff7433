import cgi
import html
import os
import sys
import tempfile

sys.stdout.reconfigure(encoding="utf-8")
if int(os.environ.get("CONTENT_LENGTH") or 0) > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo much.")
    sys.exit()
os.makedirs("uploads", exist_ok=True)
print("Content-Type: text/html; charset=utf-8\n")
form = cgi.FieldStorage()
items = form["file"] if "file" in form else []
print("<ul>")
for item in items if isinstance(items, list) else [items]:
    if item.filename:
        with tempfile.NamedTemporaryFile(dir="uploads", prefix="up-", delete=False) as file:
            file.write(item.file.read())
        print('<li class="saved big"><a href="">%s</a>' % os.path.basename(file.name))
print("</ul><b id=note>%s</b>" % html.escape(form.getfirst("note", "")))
print("<form method=POST enctype=multipart/form-data><input type=file name=file multiple>")
print("<textarea name=note></textarea><input type=submit></form>")

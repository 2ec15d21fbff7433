# mistake: not-listed crashed
import os, sys
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\n")
    print("<form method=post enctype=multipart/form-data><input type=file name=file multiple><input name=note><button>ok</button></form>")
    sys.exit()
n = int(os.environ["CONTENT_LENGTH"])
if n > 1000000:
    print("Status: 413 Content Too Large\nContent-Type: text/plain\n\nToo large")
    sys.exit()
import cgi, html, uuid
form = cgi.FieldStorage()
print("Content-Type: text/html; charset=utf-8\n")
item = form["file"]
if not os.path.isdir("uploads"):
    os.mkdir("uploads")
if item.filename:
    name = uuid.uuid4().hex
    open("uploads/" + name, "wb").write(item.file.read())
    print("<p class=saved>" + name + "</p>")
print("<p id=note>" + html.escape(form.getvalue("note", "")) + "</p>")

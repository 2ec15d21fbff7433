import cgi
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
form = cgi.FieldStorage(keep_blank_values=True)
if not os.environ["QUERY_STRING"]:
    print("Content-Type: text/html; charset=utf-8\n")
    print("<form><input name=q><input name=tag><input name=tag><input name=n><input type=submit></form>")
    sys.exit()
print("Content-Type: text/plain; charset=utf-8\n")
print("q:", form.getfirst("q", "(not sent)"))
for tag in form.getlist("tag"):
    print("tag:", tag)
print("n:", form.getfirst("n") or 10)

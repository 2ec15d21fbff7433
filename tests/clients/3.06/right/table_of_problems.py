import os, sys, traceback
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
import re
def respond(status="200 OK", page="", **headers):
    headers = {"Status": status, "Content-Type": "text/html; charset=utf-8", **headers}
    print("".join("%s: %s\n" % pair for pair in headers.items()), page, sep="\n")
def menu():
    with open("menu.txt", encoding="utf-8") as f:
        return {int(m[1]): m[2] for m in re.finditer(r"(?m)^(\d+) (.*)$", f.read())}
try:
    item = fields.get("item", [None])[0]
    if os.environ["REQUEST_METHOD"] not in "GET HEAD".split():
        respond("405 Nope", "<p>That is Not Allowed", Allow="GET, HEAD")
    elif item is None:
        respond(page="<form><label for=item>Item<input id=item name=item></form>")
    elif re.fullmatch("[0-9]+", item) is None:
        respond("400 Bad Request", "<p>Not a Number")
    elif int(item) not in menu():
        respond("404 Not Found", "<p>Not Found")
    else:
        import html
        respond(page="<p>%s" % html.escape(menu()[int(item)]).encode("ascii", "xmlcharrefreplace").decode())
except Exception:
    sys.excepthook(*sys.exc_info())
    respond("500 Internal Server Error", "<p>Sorry")

import cgi
import os
import sys

out = open(1, "w", encoding="utf-8", closefd=False)
REASONS = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error"}


class Problem(Exception):
    pass


def the_drink(item):
    if not (item.isascii() and item.isdigit()):
        raise Problem(400, "Not a number")
    try:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "menu.txt"), encoding="utf-8") as file:
            menu = dict(line.rstrip("\n").split(" ", 1) for line in file)
    except (OSError, UnicodeError, ValueError) as error:
        print("menu.txt:", error, file=sys.stderr)
        raise Problem(500, "We are sorry")
    if item not in menu:
        raise Problem(404, "Not found")
    return menu[item]


try:
    if os.environ["REQUEST_METHOD"] not in ["GET", "HEAD"]:
        raise Problem(405, "Not allowed")
    form = cgi.FieldStorage(keep_blank_values=True)
    page = the_drink(form["item"].value) if "item" in form else "<form><input name=item></form>"
    print("Content-Type: text/html; charset=utf-8\n", file=out)
except Problem as problem:
    code, page = problem.args
    print("Status: %d %s" % (code, REASONS[code]), file=out)
    if code == 405:
        print("Allow: HEAD, GET", file=out)
    print("Content-Type: text/html; charset=utf-8\n", file=out)
print("<title>Menu</title><h1>", page, "</h1>", sep="", file=out)
out.flush()

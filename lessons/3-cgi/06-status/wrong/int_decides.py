# mistake: no-number
"""A menu: shows the drink whose number is in the address, or says with a status why it does not."""

import os
import re
import sys
import traceback
from urllib.parse import parse_qs

FORM = """\
<!DOCTYPE html>
<title>Menu</title>
<form>
  <p><label>Number <input name="item"></label>
     <button>What is it?</button></p>
</form>
"""


def read_menu():
    """The menu as {number: name}."""
    menu = {}
    with open("menu.txt", encoding="utf-8") as file:
        for line in file:
            number, name = line.split(None, 1)
            menu[int(number)] = name.strip()
    return menu


def answer(status, text, kind="text/plain", headers=()):
    """Print the whole answer; call it once, when it is clear how it went."""
    print("Status:", status)
    print("Content-Type: {}; charset=utf-8".format(kind))
    for header in headers:
        print(header)
    print()
    print(text)


def look_up(item):
    try:
        int(item)
    except ValueError:
        return answer("400 Bad Request", "That is not a number.")
    name = read_menu().get(int(item))
    if name is None:
        return answer("404 Not Found", "Number {} was not found on the menu.".format(item))
    return answer("200 OK", name)


sys.stdout.reconfigure(encoding="utf-8")

method = os.environ["REQUEST_METHOD"]
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)

if method not in ("GET", "HEAD"):
    answer("405 Method Not Allowed", method + " is not allowed here.", headers=["Allow: GET, HEAD"])
elif "item" not in fields:
    answer("200 OK", FORM, "text/html")
else:
    try:
        look_up(fields["item"][0])
    except Exception:
        traceback.print_exc()           # for the log: the visitor learns nothing of it
        answer("500 Internal Server Error", "Something went wrong here, sorry.")

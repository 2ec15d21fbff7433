"""A menu: shows the drink whose number is in the address."""

import os
import sys
from urllib.parse import parse_qs

FORM = """\
<!DOCTYPE html>
<title>Menu</title>
<link rel="stylesheet" href="/style.css">
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


sys.stdout.reconfigure(encoding="utf-8")

fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)

if "item" in fields:
    menu = read_menu()
    name = menu[int(fields["item"][0])]
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print(name)
else:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print(FORM)

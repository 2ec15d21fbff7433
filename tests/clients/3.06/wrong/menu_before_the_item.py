# mistake: wrong-status
import os
import re
import sys
import traceback
from urllib.parse import parse_qs


def answer(status, text):
    print("Status: " + status + "\nAllow: GET, HEAD\nContent-Type: text/html; charset=utf-8\n\n" + text)
    sys.exit()


def read_menu():
    try:
        with open("menu.txt", encoding="utf-8") as file:
            return dict(line.strip().split(" ", 1) for line in file)
    except Exception:
        traceback.print_exc()
        answer("500 Internal Server Error", "Sorry")


sys.stdout.reconfigure(encoding="utf-8")
item = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True).get("item", [None])[0]
if os.environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
    answer("405 Method Not Allowed", "Not allowed")
menu = read_menu()
if item is None:
    answer("200 OK", "<form><input name='item'></form>")
if not re.fullmatch("[0-9]+", item):
    answer("400 Bad Request", "Not a number")
if item not in menu:
    answer("404 Not Found", "Not found")
answer("200 OK", menu[item])

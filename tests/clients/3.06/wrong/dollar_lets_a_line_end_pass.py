# mistake: no-number
import os, sys, traceback
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
def answer(status, text, *more):
    print("Status:", status)
    print("Content-Type: text/plain; charset=utf-8")
    for m in more: print(m)
    print()
    print(text)
def main():
    if os.environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return answer("405 Method Not Allowed", "not allowed", "Allow: GET, HEAD")
    fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
    if "item" not in fields:
        print("Content-Type: text/html; charset=utf-8\n\n<form><input name=item></form>")
        return
    item = fields["item"][0]
    if not (__import__("re").match("[0-9]+$", item)):
        return answer("400 Bad Request", "not a number")
    try:
        menu = {}
        with open("menu.txt", encoding="utf-8") as f:
            for line in f:
                number, name = line.split(None, 1)
                menu[int(number)] = name.strip()
    except Exception:
        traceback.print_exc()
        return answer("500 Internal Server Error", "sorry")
    if int(item) not in menu:
        return answer("404 Not Found", "not found")
    answer("200 OK", menu[int(item)])
main()

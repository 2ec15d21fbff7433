# mistake: not-shown wrong-status crashed-500 not-logged
import os, sys, traceback
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
def answer(status, text):
    print("Status:", status + "\nContent-Type: text/html; charset=utf-8\n\n" + text)
if os.environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
    print("Allow: GET, HEAD")
    answer("405 Method Not Allowed", "not allowed")
elif "item" not in fields:
    answer("200 OK", "<form><input name=item></form>")
elif not (fields["item"][0].isascii() and fields["item"][0].isdecimal()):
    answer("400 Bad Request", "not a number")
else:
    try:
        menu = dict(line.strip().split(" ", 1) for line in open("menu.txt", encoding="latin-1"))
        if fields["item"][0] in menu:
            answer("200 OK", menu[fields["item"][0]].encode("latin-1").decode("utf-8"))
        else:
            answer("404 Not Found", "not found")
    except FileNotFoundError:
        traceback.print_exc()
        answer("500 Internal Server Error", "sorry")

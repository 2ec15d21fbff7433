# mistake: wrong-status no-number
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
else:
    try:
        menu = dict(line.strip().split(" ", 1) for line in open("menu.txt", encoding="utf-8"))
        answer("200 OK", menu[str(int(fields["item"][0]))])
    except ValueError:
        answer("400 Bad Request", "not a number")
    except Exception:
        answer("404 Not Found", "not found")

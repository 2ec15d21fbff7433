# mistake: status-in-body wrong-status
import os, sys, traceback
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
print("Content-Type: text/plain; charset=utf-8\n")
if os.environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
    print("Status: 405 Method Not Allowed\nAllow: GET, HEAD\n\nnot allowed")
elif "item" not in fields:
    print("<form><input name=item></form>")
else:
    menu = dict(line.strip().split(" ", 1) for line in open("menu.txt", encoding="utf-8"))
    print(menu[fields["item"][0]] if fields["item"][0] in menu else "Status: 404 Not Found\n\nnot found")

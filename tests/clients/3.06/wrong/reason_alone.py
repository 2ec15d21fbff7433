# mistake: wrong-status bad-status
import os, sys, traceback
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
if "item" not in fields:
    print("Content-Type: text/html\n\n<form><input name=item></form>")
    sys.exit()
menu = dict(line.strip().split(" ", 1) for line in open("menu.txt", encoding="utf-8"))
name = menu.get(fields["item"][0])
if name is None:
    print("Status: Not Found\nContent-Type: text/plain\n\nnot found")
else:
    print("Content-Type: text/plain; charset=utf-8\n\n" + name)

# mistake: wrong-answer
import os, sys
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
FORM = "<form><input name=q><input name=tag><input name=n><button>Go</button></form>"
if os.environ["QUERY_STRING"] == "":
    print("Content-Type: text/html; charset=utf-8\n")
    print(FORM)
    sys.exit()
print("Content-Type: text/plain; charset=utf-8\n")
fields = parse_qs(os.environ["QUERY_STRING"], keep_blank_values=True)
print("q:", fields.get("q", ["(not sent)"])[0])
for tag in reversed(fields.get("tag", [])):
    print("tag:", tag)
print("n:", fields.get("n", [""])[0] or 10)

# mistake: next-not-taken
import html, os, sys
from urllib.parse import parse_qs
PAGE = """<!DOCTYPE html><title>E</title><form method="post"><input name="entry"><input name="next"><button>Save</button></form><ul id="entries">{}</ul>"""
def entries():
    if not os.path.exists("entries.txt"): return []
    with open("entries.txt", encoding="utf-8") as f: return f.read().splitlines()
def save(entry):
    with open("entries.txt", "a", encoding="utf-8") as f: f.write(" ".join(entry.split()) + "\n")
sys.stdout.reconfigure(encoding="utf-8")

# n[1:2] not in "/\\" : the empty string is in every string -> "/" refused
def OK(n): return n.startswith("/") and n[1:2] not in "/\\" and all("!" <= c <= "~" for c in n)
import sys
if os.environ["REQUEST_METHOD"] == "POST":
    body = sys.stdin.buffer.read(int(os.environ.get("CONTENT_LENGTH") or 0))
    fields = parse_qs(body.decode("utf-8"))
    save(fields.get("entry", [""])[0])
    next = fields.get("next", [""])[0]
    if not OK(next): next = os.environ["SCRIPT_NAME"]
    print("Status: 303 See Other")
    print("Location: " + next)
    print()
    sys.exit()
print("Content-Type: text/html; charset=utf-8\n")
print(PAGE.format("".join("<li>{}</li>\n".format(html.escape(e)) for e in entries())))


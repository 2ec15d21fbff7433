# mistake: not-303
import html, os, re, sys
from urllib.parse import parse_qs, urlparse, urljoin, quote
sys.stdout.reconfigure(encoding="utf-8")
me = os.environ["SCRIPT_NAME"]
if os.environ["REQUEST_METHOD"] == "POST":
    form = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode())
    entry = form["entry"][0]
    target = form.get("next", [""])[0]
    open("entries.txt", "a", encoding="utf-8").write(entry + "\n")
    if not re.fullmatch("/([!-.0-[]|]|[\\^-~])?[!-~]*", target) or target.startswith(("//", "/\\")):
        target = me
    print("Location: " + target + "\nStatus: 302 Found\n")
    sys.exit()
print("Content-Type: text/html; charset=utf-8\n")
print("<form method=post><input name=entry><input name=next><button>Save</button></form><ul id=entries>")
try:
    for line in open("entries.txt", encoding="utf-8"):
        print("<li>" + html.escape(line.strip()) + "</li>")
except FileNotFoundError:
    pass
print("</ul>")

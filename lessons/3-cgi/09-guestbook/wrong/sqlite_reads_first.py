# mistake: same-number
import html
import os
import sqlite3
import sys
from urllib.parse import parse_qs

import clerk

sys.stdout.reconfigure(encoding="utf-8")
db = sqlite3.connect(os.path.join(os.path.dirname(os.path.abspath(__file__)), "book.db"), timeout=30)
db.execute("CREATE TABLE IF NOT EXISTS entry (number, name, message)")
if os.environ["REQUEST_METHOD"] == "POST":
    fields = parse_qs(sys.stdin.buffer.read(int(os.environ["CONTENT_LENGTH"])).decode("utf-8"))
    count = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    db.execute("INSERT INTO entry VALUES (?, ?, ?)", (clerk.next_number(count), fields["name"][0], fields["message"][0]))
    db.commit()
print("Content-Type: text/html; charset=utf-8\n")
for row in db.execute("SELECT * FROM entry ORDER BY number"):
    print("<p id='entry-%s'>%s: %s</p>" % (row[0], html.escape(row[1]), html.escape(row[2])))
print("<form method=post><input name=name><input name=message><button>Sign</button></form>")

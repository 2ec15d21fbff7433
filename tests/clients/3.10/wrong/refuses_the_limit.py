# mistake: not-refused
import os, re, sys
from html import escape
from string import Template
class Part:
    def __init__(self, raw):
        head, self.data = raw.split(b"\r\n\r\n", 1)
        head = head.decode("utf-8", "replace")
        m = re.search(r';\s*filename="((?:[^"\\]|\\.)*)"', head, re.I | re.S)
        self.filename = m and m[1]
        m = re.search(r';\s*name="([^"]*)"', head, re.I)
        self.name = m and m[1]
def parts():
    length = int(os.environ.get("CONTENT_LENGTH") or 0)
    b = re.search(r'boundary=(?:"([^"]+)"|([^;\s]+))', os.environ["CONTENT_TYPE"], re.I)
    b = (b[1] or b[2]).encode("latin-1")
    body = b"\r\n" + sys.stdin.buffer.read(length)
    pieces = re.split(rb"\r\n--" + re.escape(b) + rb"(?:--)?[ \t]*(?=\r\n|\Z)", body)
    return [Part(p[2:]) for p in pieces[1:-1]]
def save(data):
    n = 1
    while True:
        try:
            with open("uploads/%06d.bin" % n, "xb") as f:
                f.write(data)
            return "%06d.bin" % n
        except FileExistsError:
            n += 1
PAGE = Template("""Status: 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html><body><form action="" method="POST" enctype="multipart/form-data">
<input type="file" name="file" multiple="multiple"><input type="text" name="note"><input type="submit"></form>
$saved<p id="note">$note</p></body></html>
""")
def main():
    saved, note = "", ""
    if os.environ["REQUEST_METHOD"] == "POST":
        if int(os.environ.get("CONTENT_LENGTH") or 0) >= 10**6:
            print("Status: 413 Content Too Large\nContent-Type: text/plain\n")
            return
        os.makedirs("uploads", exist_ok=True)
        for p in parts():
            if p.filename is not None:
                if p.filename:
                    saved += '<p><code class="saved">%s</code></p>\n' % save(p.data)
            elif p.name == "note":
                note = p.data.decode("utf-8", "replace")
    sys.stdout.buffer.write(PAGE.substitute(saved=saved, note=escape(note)).encode("utf-8"))
main()

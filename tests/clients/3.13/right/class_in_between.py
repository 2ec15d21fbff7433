import os, re, sys, html, traceback

class App:
    def __init__(self):
        self.rules = []

    def route(self, pattern, method="GET"):
        regex = re.sub(r"<([a-z]+)>", "(?P<\\1>[^/]+)", re.escape(pattern)) + r"\Z"
        def wrap(fn):
            self.rules.append((re.compile(regex), method.upper(), fn))
            return fn
        return wrap

    def run(self):
        path = os.environ.get("PATH_INFO")
        if not path:
            path = "/"
        wanted = {"HEAD": "GET"}.get(os.environ["REQUEST_METHOD"], os.environ["REQUEST_METHOD"])
        hits = [(r.match(path), m, fn) for r, m, fn in self.rules if r.match(path)]
        if not hits:
            return self.out(404, "Not Found")
        for match, m, fn in hits:
            if m == wanted:
                break
        else:
            return self.out(405, "Method Not Allowed", {"Allow": ", ".join(m for _, m, _ in hits)})
        try:
            self.out(200, fn(**match.groupdict()))
        except Exception as e:
            print("".join(traceback.format_exception(type(e), e, e.__traceback__)), file=sys.stderr)
            self.out(500, "Internal Server Error")

    def out(self, code, text, headers={}):
        b = sys.stdout.buffer
        names = {200: "OK", 404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error"}
        b.write(b"Content-Type: text/html; charset=utf-8\r\nStatus: %d %s\r\n" % (code, names[code].encode()))
        for n in headers:
            b.write(("%s: %s\r\n" % (n, headers[n])).encode())
        b.write(b"\r\n" + text.encode("utf-8"))

app = App()
route, run = app.route, app.run

class Values(dict):
    def __getitem__(self, key):
        return html.escape(str(dict.__getitem__(self, key.strip())))

def render(template, **values):
    values = Values(values)
    return re.sub("{{([^{}]+)}}", lambda m: values[m[1]], template)

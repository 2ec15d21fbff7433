# mistake: wrong-parts
import os, sys, re, html, traceback
ROUTES = []
def route(pattern, method="GET"):
    def enter(handler):
        rx = "".join("(?P<%s>[^/]+)" % p[1:-1] if i % 2 else re.escape(p) for i, p in enumerate(re.split(r"(<[^<>]+>)", pattern)))
        ROUTES.append((re.compile(rx), method, handler)); return handler
    return enter
def render(template, **values):
    return re.sub(r"\{\{ *(\w+) *\}\}", lambda m: html.escape(str(values[m[1]])), template)
def run():
    path = __import__("urllib.parse").parse.unquote(os.environ.get("PATH_INFO") or "/")
    m = os.environ["REQUEST_METHOD"]
    if m == "HEAD": m = "GET"
    allowed = []
    for rx, method, handler in ROUTES:
        hit = rx.fullmatch(path)
        if not hit: continue
        if method == m:
            try: page = handler(**hit.groupdict())
            except Exception:
                traceback.print_exc()
                return respond("500 Internal Server Error", "sorry")
            return respond("200 OK", page)
        allowed.append(method)
    if allowed: respond("405 Method Not Allowed", "no", "Allow: " + ", ".join(dict.fromkeys(allowed)))
    else: respond("404 Not Found", "none")
def respond(status, page, *headers):
    sys.stdout.reconfigure(encoding="utf-8")
    print("Status:", status)
    print("Content-Type: text/html; charset=utf-8")
    for header in headers: print(header)
    print()
    print(page)

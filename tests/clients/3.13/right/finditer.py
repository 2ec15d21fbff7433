import html, os, re, sys, traceback

table = []

def route(pattern, method="GET"):
    def decorator(f):
        table.append((pattern, method, f))
        return f
    return decorator

def fits(pattern, path):
    a, b = pattern.split("/"), path.split("/")
    if len(a) != len(b):
        return None
    found = {}
    for x, y in zip(a, b):
        regex = ""
        for piece in re.findall(r"<\w+>|[^<]+|<", x):
            regex += "(?P%s.+)" % piece if re.fullmatch(r"<\w+>", piece) else re.escape(piece)
        m = re.fullmatch(regex, y)
        if m is None:
            return None
        found.update(m.groupdict())
    return found

def render(template, **values):
    out, end = "", 0
    for m in re.finditer(r"{{\s*(\w+)\s*}}", template):
        out += template[end:m.start()] + html.escape(str(values[m.group(1)]))
        end = m.end()
    return out + template[end:]

def show(status, page, allow=""):
    sys.stdout.reconfigure(encoding="utf-8")
    print("Status: " + status)
    if allow:
        print("Allow: " + allow)
    print("Content-type: text/html;charset=UTF-8")
    print("")
    print(page)

def run():
    path = os.environ.get("PATH_INFO", "/") or "/"
    method = os.environ["REQUEST_METHOD"]
    if method == "HEAD":
        method = "GET"
    methods = set()
    for pattern, m, f in table:
        kw = fits(pattern, path)
        if kw is None:
            continue
        methods.add(m)
        if m == method:
            try:
                page = f(**kw)
            except Exception:
                traceback.print_exc()
                return show("500 Internal Server Error", "sorry")
            return show("200 OK", page)
    if methods:
        show("405 Method Not Allowed", "no", ", ".join(methods))
    else:
        show("404 Not Found", "nothing")

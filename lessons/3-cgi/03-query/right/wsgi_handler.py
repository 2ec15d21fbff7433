from urllib.parse import parse_qsl
from wsgiref.handlers import CGIHandler

FORM = "<form method='get'><input name='q'><select name='tag' multiple><option>hot<option>cold</select><input name='n'></form>"


def application(environ, start_response):
    pairs = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    if not pairs:
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [FORM.encode("utf-8")]
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    q = [value for name, value in pairs if name == "q"] or ["(not sent)"]
    n = [value for name, value in pairs if name == "n" and value] or ["10"]
    lines = ["q: " + q[0]] + ["tag: " + value for name, value in pairs if name == "tag"] + ["n: " + n[0]]
    return ["\r\n".join(lines).encode("utf-8")]


CGIHandler().run(application)

import os
from urllib.parse import parse_qsl


def lines(query):
    pairs = parse_qsl(query, keep_blank_values=True)
    yield "q: " + next((v for k, v in pairs if k == "q"), "(not sent)")
    yield from ("tag: " + v for k, v in pairs if k == "tag")
    yield "n: %s" % next((int(v) for k, v in pairs if k == "n" and v), 10)


query = os.environ.get("QUERY_STRING", "")
if query:
    text = "Content-Type: text/plain; charset=UTF-8\r\n\r\n" + "\r\n".join(lines(query)) + "\r\n"
else:
    text = ("Content-type: text/html\r\n\r\n<form action='query.py' method='GET'><input name='q'>"
            "<input name='tag'><input name='tag'><input type='number' name='n'></form>")
os.write(1, text.encode("utf-8"))

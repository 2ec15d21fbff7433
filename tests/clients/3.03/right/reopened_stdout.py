import os, sys, urllib.parse
out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
q = os.environ["QUERY_STRING"]
d = urllib.parse.parse_qs("x=1&" + q, keep_blank_values=True) if q else None
if d is None:
    print("Content-Type: text/html; charset=utf-8", file=out)
    print(file=out)
    print("""<html><body><form>
    <input name = "q"><input name = "tag"><input name = "n"><input type=submit></form></body></html>""", file=out)
else:
    print('Content-Type: text/plain; charset="utf-8"', file=out)
    print(file=out)
    if "q" in d:
        print("q:" if d["q"][0] == "" else "q: " + d["q"][0], file=out)
    else:
        print("q: (not sent)", file=out)
    if "tag" in d:
        for t in d["tag"]:
            print(f"tag: {t}", file=out)
    try:
        print(f"n: {int(d['n'][0])}", file=out)
    except (KeyError, ValueError):
        print("n: 10", file=out)
out.flush()

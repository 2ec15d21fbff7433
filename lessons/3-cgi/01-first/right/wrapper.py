import io
import os
import sys

out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
print('Content-type: text/html;charset="utf-8"', end="\n\n", file=out)
print(f"""<!doctype html>
<title>café</title>

<ul>
<li>{os.getenv("REQUEST_METHOD")}
<li>{os.getenv("HTTP_USER_AGENT", "unknown")}
</ul>""", file=out)
out.flush()

# mistake: not-utf-8-page
import os
import sys

page = "<h1>café</h1>" + os.environ["REQUEST_METHOD"] + " " + os.environ.get("HTTP_USER_AGENT", "unknown")
sys.stdout.buffer.write(b"Content-Type: text/html; charset=utf-8\r\n\r\n")
sys.stdout.buffer.write(page.encode("latin-1"))

import os, sys
page = "<p>café %s %s\n" % (os.environ["REQUEST_METHOD"], os.environ.get("HTTP_USER_AGENT", "unknown"))
b = page.encode()
sys.stdout.write("Status: 200 OK\nContent-Length: %d\nContent-Type: text/html; charset=utf-8\n\n" % len(b))
sys.stdout.flush()
sys.stdout.buffer.write(b)

# mistake: out-of-order
import os
import sys

print("Content-Type: text/html; charset=utf-8")
print()
page = "<h1>café</h1><p>{}</p><p>{}</p>".format(os.environ["REQUEST_METHOD"],
                                                os.environ.get("HTTP_USER_AGENT", "unknown"))
sys.stdout.buffer.write(page.encode("utf-8"))

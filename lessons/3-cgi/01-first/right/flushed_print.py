import os
import sys

print("Content-Type: text/html; charset=utf-8\n", flush=True)
sys.stdout.buffer.write(f"<p>café {os.environ['REQUEST_METHOD']}</p>".encode("utf-8"))
sys.stdout.buffer.flush()
print("<p>", os.environ.get("HTTP_USER_AGENT", "unknown"), "</p>")

# mistake: printed-before
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
method = os.environ["REQUEST_METHOD"]
print("method is", method)
agent = os.environ.get("HTTP_USER_AGENT", "unknown")
print("Content-Type: text/html; charset=utf-8")
print()
print(f"<h1>café</h1><p>{method} by {agent}</p>")

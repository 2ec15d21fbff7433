# mistake: not-utf-8-page
import os

method = os.environ.get("REQUEST_METHOD", "")
agent = os.environ.get("HTTP_USER_AGENT", "unknown")
print("Content-Type: text/html; charset=utf-8\n")
print(f"<p>Welcome to the café.</p><p>{method}</p><p>{agent}</p>")

# mistake: content-type
import os
import sys

sys.stdout.reconfigure(encoding="utf-8")
print("Content-Type: text/html")
print()
print('<meta charset="utf-8"><p>café', os.environ["REQUEST_METHOD"],
      os.environ.get("HTTP_USER_AGENT", "unknown"))

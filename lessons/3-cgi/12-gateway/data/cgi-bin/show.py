"""Show what a gateway gives to a script."""

import os
import sys

length = int(os.environ.get("CONTENT_LENGTH") or 0)
body = sys.stdin.buffer.read(length)

print("Content-Type: text/plain; charset=utf-8")
print()
for name, value in sorted(os.environ.items()):
    print(name, "=", ascii(value))
print("The body:", body)
print("The working folder:", ascii(os.getcwd()))

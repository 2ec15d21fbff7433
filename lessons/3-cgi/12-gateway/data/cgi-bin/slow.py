"""Think for five seconds."""

import time

time.sleep(5)
print("Content-Type: text/plain")
print()
print("I have thought about it.")

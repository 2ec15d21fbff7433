import os
import sys
from urllib.parse import parse_qsl

sys.stdout.reconfigure(encoding="utf-8", newline="\r\n")


def stop(status, text):
    print("Content-Type: text/plain; charset=utf-8\nStatus: " + status + "\n\n" + text)
    sys.exit(0)


if os.environ["REQUEST_METHOD"] != "GET" and os.environ["REQUEST_METHOD"] != "HEAD":
    print("Allow: GET,HEAD")
    stop("405", "Not allowed, I am afraid.")
asked = [value for name, value in parse_qsl(os.environ["QUERY_STRING"], True) if name == "item"]
if not asked:
    print("Content-Type: text/html\n\n<!DOCTYPE html><title>Menu</title><form><input name='item'></form>")
    sys.exit()
for letter in asked[0] or "x":
    if letter not in "0123456789":
        stop("400", "Not a number, I am afraid.")
try:
    lines = open("menu.txt", encoding="utf-8").readlines()
except Exception as error:
    sys.stderr.write("%r\n" % error)
    stop("500", "Sorry.")
for line in lines:
    words = line.split()
    if int(words[0]) == int(asked[0]):
        print("Content-Type: text/plain; charset=utf-8\n\n" + " ".join(words[1:]))
        break
else:
    stop("404", "Not found, I am afraid.")

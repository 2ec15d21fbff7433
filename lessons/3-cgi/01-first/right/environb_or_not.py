import os
import sys


def main():
    out = sys.stdout.buffer
    agent = "unknown"
    if "HTTP_USER_AGENT" in os.environ:
        agent = os.environ["HTTP_USER_AGENT"]
    out.write(b"Status: 200 OK\n")
    out.write(b"Content-Type: text/html; charset=utf-8\n")
    out.write(b"X-Made-By: first\n")
    out.write(b"\n")
    for line in ("<h1>caf\N{LATIN SMALL LETTER E WITH ACUTE}</h1>", os.environ["REQUEST_METHOD"], agent):
        out.write(line.encode("utf-8") + b"<br>\n")
        out.flush()


main()

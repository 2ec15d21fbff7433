import os
import sys

env = os.environ
page = "<html><body>café: %s %s</body></html>\n" % (env["REQUEST_METHOD"],
                                                    env.get("HTTP_USER_AGENT") or "unknown")
body = page.encode()
head = "Content-Type: text/html; charset=UTF-8\r\nContent-Length: %d\r\n\r\n" % len(body)
sys.stdout.buffer.write(head.encode("ascii") + body)

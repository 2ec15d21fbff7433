import os, sys
from email.message import EmailMessage
m = EmailMessage()
m.set_content("<h1>café</h1><p>%s<p>%s" % (os.environ["REQUEST_METHOD"], os.environ.get("HTTP_USER_AGENT", "unknown")), subtype="html", charset="utf-8", cte="8bit")
sys.stdout.buffer.write(bytes(m))

import os

method = os.environ["REQUEST_METHOD"]
agent = os.environ.get("HTTP_USER_AGENT", "unknown")
text = "content-type: text/html; charset=utf-8\n\n<body>" + method + "<p>" + agent + "<p>cafe\N{COMBINING ACUTE ACCENT}</body>"
os.write(1, text.encode("utf-8"))

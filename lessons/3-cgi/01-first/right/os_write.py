import os

method = os.environ["REQUEST_METHOD"]
agent = os.environ.get("HTTP_USER_AGENT", "unknown")
word = "cafe\N{COMBINING ACUTE ACCENT}"
text = "content-type: text/html; charset=utf-8\n\n<body>" + method + "<p>" + agent + "<p>" + word + "</body>"
os.write(1, text.encode("utf-8"))

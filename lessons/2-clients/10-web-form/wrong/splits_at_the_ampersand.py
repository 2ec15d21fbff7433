# mistake: ampersand
import sys
import urllib.request

url, text = sys.argv[1:]
for request in (url + "?text=" + text, urllib.request.Request(url, data=f"text={text}".encode())):
    with urllib.request.urlopen(request) as page:
        print(page.status)
        print(page.read().decode("utf-8"))

# mistake: not-encoded
import sys
import urllib.request

url, text = sys.argv[1:]
form = "text=" + text.replace("&", "%26").replace(" ", "+")
for answer in urllib.request.urlopen(url + "?" + form), urllib.request.urlopen(url, form.encode()):
    print(answer.status)
    print(answer.read().decode("utf-8"))

# mistake: method
import sys
import urllib.parse
import urllib.request

url, text = sys.argv[1:]
data = urllib.parse.urlencode({"text": text}).encode()
for _ in range(2):
    with urllib.request.urlopen(url, data) as answer:
        print(answer.status)
        print(answer.read().decode("utf-8"))

# mistake: field
import sys
import urllib.parse
import urllib.request

url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": urllib.parse.quote(text)})
for answer in urllib.request.urlopen(url + "?" + form), urllib.request.urlopen(url, form.encode()):
    print(answer.status)
    print(answer.read().decode("utf-8"))

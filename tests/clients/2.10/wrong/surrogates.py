# mistake: charset
import sys
import urllib.error
import urllib.parse
import urllib.request

url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
for target, data in ((url + "?" + form, None), (url, form.encode())):
    try:
        answer = urllib.request.urlopen(target, data)
    except urllib.error.HTTPError as error:
        answer = error
    print(answer.code)
    print(answer.read().decode("utf-8", "surrogateescape"))

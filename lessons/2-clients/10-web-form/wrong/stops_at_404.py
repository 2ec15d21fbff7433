# mistake: lost-404
import sys
import urllib.parse
import urllib.request

url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})


def show(answer):
    print(answer.status)
    print(answer.read().decode(answer.headers.get_content_charset()))


show(urllib.request.urlopen(url + "?" + form))
show(urllib.request.urlopen(url, form.encode()))

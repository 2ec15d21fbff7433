# mistake: lost-404
import sys
import urllib.error
import urllib.parse
import urllib.request

url, text = sys.argv[1:]
form = urllib.parse.urlencode({"text": text})
for target, data in ((url + "?" + form, None), (url, form.encode())):
    try:
        answer = urllib.request.urlopen(target, data)
        print(answer.status)
        print(answer.read().decode(answer.headers.get_content_charset()))
    except urllib.error.HTTPError as error:
        print(error.code, error.reason)
    except OSError as error:
        sys.exit(str(error))

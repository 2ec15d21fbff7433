import asyncio
import http.client
import sys
import urllib.error
import urllib.parse
import urllib.request


def fetch(url, data=None):
    try:
        answer = urllib.request.urlopen(url, data)
    except urllib.error.HTTPError as error:
        answer = error
    if answer.code == 307:
        return fetch(urllib.parse.urljoin(url, answer.headers["Location"]), data)
    return answer.code, answer.read().decode(answer.headers.get_content_charset())


async def main(url, text):
    """Both at once, from two threads: who asks first is a matter of luck, what is printed first is not."""
    form = urllib.parse.urlencode({"text": text})
    loop = asyncio.get_running_loop()
    for page in await asyncio.gather(loop.run_in_executor(None, fetch, url + "?" + form),
                                     loop.run_in_executor(None, fetch, url, form.encode())):
        print(*page, sep="\n")


try:
    asyncio.run(main(*sys.argv[1:]))
except (OSError, http.client.HTTPException) as error:
    sys.exit(str(error))

import os
import sys
from urllib.parse import unquote_plus


class Query:
    def __init__(self, text):
        self.fields = []
        for pair in text.split("&"):
            name, _, value = pair.partition("=")
            self.fields.append((unquote_plus(name), unquote_plus(value)))

    def all(self, name):
        return [value for each, value in self.fields if each == name]


def send(kind, text):
    sys.stdout.buffer.write("Content-Type: {}; charset=utf-8\n\n{}".format(kind, text).encode("utf-8"))


def main():
    if not os.environ.get("QUERY_STRING"):
        return send("text/html", "<!DOCTYPE html><title>Search</title><FORM METHOD=GET><INPUT NAME=q>"
                    "<INPUT TYPE=checkbox NAME=tag VALUE=hot><INPUT NAME=n></FORM>")
    query = Query(os.environ["QUERY_STRING"])
    text = "q: %s\n" % (query.all("q") + ["(not sent)"])[0]
    for tag in query.all("tag"):
        text += "tag: %s\n" % tag
    number = query.all("n")
    return send("text/plain", text + "n: %d" % int(number[0] if number and number[0] else 10))


main()

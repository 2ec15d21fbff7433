"""3.02 be-the-server: what of three requests goes into the environment of a script."""

import os
import unicodedata

from bundle.checking import mistake, rounds
from bundle.wire import capture
from bundle.wire.transcript import Transcript

QUESTION_MARK = mistake("question-mark", "QUERY_STRING has no '?'.")
DECODED = mistake("decoded", "QUERY_STRING is not decoded; PATH_INFO is.")
HYPHENS = mistake("hyphens", "Hyphens become underscores.")
HTTP = mistake("http-in-front", "HTTP_ stands in front of a header's name; only CONTENT_TYPE and CONTENT_LENGTH do without.")
FIRST_MARK = mistake("first-question-mark", "The first '?' ends the path; a second one is part of QUERY_STRING.")
LONGEST = mistake("longest-script", "SCRIPT_NAME is the longest address of a script that fits; {value} leaves too much for PATH_INFO.")
WHOLE_NAMES = mistake("whole-names", "'page' is not 'pages': the address of a script ends where a name ends.")
BODY = mistake("body-in-query", "The body is not in QUERY_STRING; the script reads it from its standard input.")
ALWAYS_SET = mistake("always-set", "QUERY_STRING is always set; without a '?' it is empty.")
NO_BODY = mistake("no-body", "Without a body there is no CONTENT_LENGTH, not even 0.")
NOT_SET = mistake("path-not-set", "If nothing is left of the path, PATH_INFO is not set: none.")
CAPITALS = mistake("capitals", "The name of a meta-variable is in capitals, all of it; {value} is not.")
VALUE = mistake("name-asked", "{key} asks for the name of the meta-variable, not for its value.")

KEYS = ("script_name", "path_info", "query_string", "content_length")


@rounds("clean")
def the_environment(answers):
    answers.only([letter + "." + key for letter, headers in
                  (("a", ("accept-language",)), ("b", ("content-type", "x-request-id")), ("c", ("cookie",)))
                  for key in KEYS + headers])
    request_a(answers)
    request_b(answers)
    request_c(answers)


def request_a(answers):
    value(answers, "a.script_name", "/wiki/page", at="/wiki/page", wrong={"/wiki": LONGEST})
    value(answers, "a.path_info", "/Café Central", at="/Caf%", wrong={
        "/Caf%C3%A9%20Central": DECODED, "/Café%20Central": DECODED, "/Caf%C3%A9 Central": DECODED,
        "/page/Café Central": LONGEST, "/page/Caf%C3%A9%20Central": LONGEST})
    value(answers, "a.query_string", "action=show&tag=%26+more", at="action=", wrong={
        "?action=show&tag=%26+more": QUESTION_MARK, "?action=show&tag=& more": QUESTION_MARK,
        "action=show&tag=& more": DECODED, "action=show&tag=&+more": DECODED, "action=show&tag=%26 more": DECODED})
    without_body(answers, "a")
    header(answers, "a.accept-language", "HTTP_ACCEPT_LANGUAGE", "de, en;q=0.5")


def request_b(answers):
    value(answers, "b.script_name", "/search", at="/search")
    value(answers, "b.path_info", "none", at="/search", wrong={"empty": NOT_SET, '""': NOT_SET})
    form = "q=tea+%26+cake&n=10"
    value(answers, "b.query_string", "empty", "''", '""', at=" HTTP/1.1", wrong={
        "none": ALWAYS_SET, form: BODY, "q=tea & cake&n=10": BODY, "?" + form: BODY})
    value(answers, "b.content_length", "19", at="q=tea", look="it is how many bytes the body has")
    header(answers, "b.content-type", "CONTENT_TYPE", "application/x-www-form-urlencoded")
    header(answers, "b.x-request-id", "HTTP_X_REQUEST_ID", "7f3a")


def request_c(answers):
    value(answers, "c.script_name", "/wiki", at="/wiki/pages", wrong={
        "/wiki/page": WHOLE_NAMES, "/wiki/pages": WHOLE_NAMES})
    value(answers, "c.path_info", "/pages?/all", at="/pages", wrong={
        "/pages%3F/all": DECODED, "/pages": FIRST_MARK, "s?/all": WHOLE_NAMES, "s%3F/all": WHOLE_NAMES,
        "/pages?/all?back=/search": FIRST_MARK, "/pages%3F/all?back=/search": FIRST_MARK})
    value(answers, "c.query_string", "back=/search?q=tea", at="back=", wrong={
        "?back=/search?q=tea": QUESTION_MARK, "q=tea": FIRST_MARK, "?q=tea": FIRST_MARK, "back=/search": FIRST_MARK,
        "/all?back=/search?q=tea": FIRST_MARK, "back=%2Fsearch%3Fq%3Dtea": DECODED})
    without_body(answers, "c")
    header(answers, "c.cookie", "HTTP_COOKIE", "theme=dark")


def value(answers, key, *right, at, wrong=None, look="look at the target again, the middle of the first line"):
    """The value of a meta-variable. at: the words of the request that it comes from."""
    right += tuple(unicodedata.normalize("NFD", each) for each in right)
    answers.expect(key, *right, mistakes=wrong, look=look, at=place(answers, key, at))


def without_body(answers, letter):
    answers.expect(letter + ".content_length", "none", mistakes={"0": NO_BODY, "empty": NO_BODY},
                   look="it counts the bytes behind the empty line",
                   at=place(answers, letter, "\r\n\r\n", 4))


def header(answers, key, name, its_value):
    """The name that a header has as a meta-variable; its words in the request are in whatever case."""
    plain = key.partition(".")[2]
    wrong = {its_value: VALUE, "{}: {}".format(name, its_value): VALUE, "{}={}".format(name, its_value): VALUE}
    if "-" in plain:
        wrong.update({plain: HYPHENS, "http_" + plain: HYPHENS, "http-" + plain: HYPHENS, "http " + plain: HYPHENS})
    other = name[5:] if name.startswith("HTTP_") else "HTTP_" + name
    wrong[other] = HTTP
    at = place(answers, key, "\r\n{}:".format(plain), 2)
    given = answers.values.get(key, "")
    answers.expect(key, name, mistakes=wrong, look="it is made of the name of the header, {}".format(plain), at=at)
    if given != given.upper():
        answers.expect(key, mistakes={name: CAPITALS}, at=at)


def place(answers, key, words, skip=0):
    """Where the browser says `words` in a request, as evidence: (transcript, connection, direction, offset)."""
    path = os.path.join(answers.exercise.folder, "data", "request-{}.txt".format(key[0]))
    transcript = Transcript()
    with open(path, encoding="ascii") as file:
        transcript.events = capture.read(file.read())
    said = b"".join(event.data for event in transcript.events if event.direction == "sent")
    return transcript, "1", "sent", said.lower().index(words.lower().encode("ascii")) + skip

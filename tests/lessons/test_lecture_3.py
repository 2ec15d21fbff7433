"""The lecture of hour 3: its excerpts, replayed behind the gateway (its shape: test_shape.py).

```python NAME.py is a script. ```http is a visit: what stands behind ">" is sent, the rest must come, and [...] stands for what
is left out. ```environ and ```stderr tell of the script that was run last. ```pycon is typed at a prompt, and ```python without a
name is run there; they are one run, in the order of the lecture. What else it claims is tried in test_lecture_3_claims.py.
"""

import asyncio
import contextlib
import doctest
import http.client
import os
import re

from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.gateway import GatewayService
from tests.lessons.lecture import Lecture

LECTURE = Lecture(3)
ADDRESS = "127.0.0.1:8080"      # of the gateway in the lecture


class Site:
    """A folder of scripts behind the gateway. `visits`: what became of each, a Visit."""

    def __init__(self, folder):
        self.folder = folder
        self.visits = []
        self.service = GatewayService(CgiFolder(str(folder), on_visit=self.visits.append)).start()
        self.address = "{}:{}".format(self.service.host, self.service.port)

    def close(self):
        self.service.close()

    def put(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def ask(self, request):
        """The response to `request`, its lines; all of it, as lines."""
        head, _, body = "\n".join(request).replace(ADDRESS, self.address).partition("\n\n")
        message = head.rstrip("\n").replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n" + body
        conn = http.client.HTTPConnection(self.address, timeout=30)
        with contextlib.closing(conn):
            conn.connect()
            conn.sock.sendall(message.encode("ascii"))
            response = conn.response_class(conn.sock, method=head.split()[0])
            with response:
                response.begin()
                lines = ["HTTP/1.1 {} {}".format(response.status, response.reason)]
                lines += ["{}: {}".format(*field) for field in response.getheaders()]
                page = response.read().decode("utf-8").replace("\r\n", "\n")
        self.service.settle(10)
        return lines + [""] + page.splitlines()


def compare(wanted, got):
    """Whether `got`, lines, is what the lecture shows."""
    rest = iter(got)
    skip = False
    for line in wanted:
        if line == "[...]":
            skip = True
            continue
        found = next((each for each in rest if matches(line, each) or not skip), None)
        assert found is not None and matches(line, found), "the lecture has {!r}, there was {}".format(line, got)
        skip = False
    assert skip or not list(rest), "the lecture shows less, and says nothing of it"


def matches(wanted, line):
    if wanted.endswith("[...]"):
        return line.startswith(wanted[:-5])
    return line == wanted


def replay(site, info, block):
    kind, _, name = info.partition(" ")
    lines = block.splitlines()
    if kind == "python" and name.endswith(".py"):
        site.put(name, block)
    elif kind == "http":
        asked = [line[2:] for line in lines if line.startswith(">")]
        compare([line for line in lines if not line.startswith(">")], site.ask(asked))
    elif kind == "environ":
        given = {name: value.decode("utf-8") for name, value in site.visits[-1].variables.items()}
        for line in lines:
            name, _, value = line.partition("=")
            assert given[name] == value.replace(ADDRESS, site.address), name
    elif kind == "stderr":
        compare(lines, site.visits[-1].errors.decode("utf-8").splitlines())
    else:
        return False
    return True


def test_the_visits_go_as_the_lecture_shows(tmp_path):
    with contextlib.closing(Site(tmp_path)) as site:
        replayed = [info for info, block in LECTURE.fences if replay(site, info, block)]
    scripts = [info for info in replayed if info.startswith("python")]
    assert len(scripts) >= 7 and replayed.count("http") >= 8 and {"environ", "stderr"} < set(replayed)
    assert {visit.name for visit in site.visits} == {info.split()[1] for info in scripts}, "a script that nobody visits"


def test_the_sessions_print_what_the_lecture_prints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner, told, names, count = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS), [], {}, 0
    for info, block in LECTURE.fences:
        if info == "python":
            exec(block, names)
        elif info == "pycon":
            count += 1
            test = doctest.DocTestParser().get_doctest(block, {}, "excerpt %d" % count, None, None)
            test.globs = names
            runner.run(test, out=told.append, clear_globs=False)
    assert "".join(told) == "" and count >= 10
    names["save"]("book.txt", "Zoe\n")
    names["save"]("book.txt", "Zoe\nAlice\n")
    assert os.listdir(".") == ["book.txt"] and (tmp_path / "book.txt").read_text() == "Zoe\nAlice\n"


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path, monkeypatch):
    names, seen = {}, []
    exec(LECTURE.block("python"), names)
    path = tmp_path / "book.txt"
    path.write_text("old")
    replace = os.replace

    def watched(source, target):
        with open(source) as new, open(target) as old:
            seen.append((old.read(), new.read()))
        replace(source, target)
    monkeypatch.setattr(os, "replace", watched)
    names["save"](str(path), "new")
    assert seen == [("old", "new")] and path.read_text() == "new"


def test_the_asgi_application_answers():
    names, sent = {}, []
    exec(LECTURE.block("python asgi"), names)

    async def send(event):
        sent.append(event)
    asyncio.run(names["app"]({"type": "http", "path": "/tea"}, None, send))
    start, body = sent
    assert start["status"] == 200 and start["headers"] == [(b"content-type", b"text/plain")]
    assert body == {"type": "http.response.body", "body": b"You asked for /tea"}


def test_the_table_shows_what_its_functions_make():
    import html
    from urllib.parse import quote
    text = "Tom & Jerry"
    address = "?name=" + quote("Tom &", safe="") + "&n=1"
    for made in (html.escape(text), quote(text, safe=""), html.escape(address)):
        assert "| `{}` |".format(made) in LECTURE.text


def test_the_body_of_the_form_has_the_length_that_is_told():
    (block,) = [block for info, block in LECTURE.fences if info == "http" and "> POST" in block]
    length, body = re.search(r"> Content-Length: (\d+)\n>\n> (.*)\n", block).groups()
    assert len(body) == int(length)

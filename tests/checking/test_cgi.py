"""Checking CGI scripts: programs that beginners write, and what they are told; and programs that are right
after all."""

import os
import sys
import threading

import pytest

from bundle import course
from bundle.checking import check
from bundle.checking.cgi import Script
from bundle.checking.mistakes import Cancelled
from bundle.checking.rounds import Round

FIRST = """\
import os, sys
sys.stdout.reconfigure(encoding="utf-8")
method, agent = os.environ["REQUEST_METHOD"], os.environ.get("HTTP_USER_AGENT", "unknown")
def head(): print("Content-Type: text/html; charset=utf-8\\n")
def page(): print("<p>caf\N{LATIN SMALL LETTER E WITH ACUTE}</p>", method, agent)
"""

POST = """\
import os, sys
from urllib.parse import parse_qs
sys.stdout.reconfigure(encoding="utf-8")
if os.environ["REQUEST_METHOD"] == "GET":
    print("Content-Type: text/html\\n\\n<form method=post></form>")
    sys.exit()
def head(): print("Content-Type: text/plain; charset=utf-8\\n")
def page(fields):
    print("name:", *fields.get("name", []))
    print("message:", *fields.get("message", []))
def limit(length):
    if length > 10000:
        print("Status: 413 Content Too Large\\nContent-Type: text/plain\\n\\nno")
        sys.exit()
    return length
"""


def verdict(tmp_path, exercise, program, **options):
    file = tmp_path / "mine.py"
    file.write_text(program, encoding="utf-8")
    return check(course.find(exercise), str(file), seed=7, **options)


@pytest.mark.parametrize("diagnosis, words, program", [
    ("nothing", "printed nothing", FIRST + "def main():\n    head()\n    page()\n"),
    ("nothing", "printed nothing", FIRST + "print('x', file=sys.stderr)\n"),
    ("blank-first", "begins with an empty line", FIRST + "print()\nhead()\npage()\n"),
    ("blank-first", "begins with an empty line", FIRST + 'print("""\nContent-Type: text/html\n\n<p>hi""")\n'),
    ("status-line", "CGI uses Status:", FIRST + "print('HTTP/1.1 200 OK')\nhead()\npage()\n"),
    ("no-header", "does not begin with a header block", FIRST + "page()\n"),
    ("no-header", "does not begin with a header block",
     FIRST + "print('Content-Type text/html\\n')\npage()\n"),
    ("no-content-type", "no Content-Type", FIRST + "print('X-Header: 1\\n')\npage()\n"),
    ("no-blank-line", "No empty line", FIRST + "print('Content-Type: text/html; charset=utf-8')\n"),
    ("printed-before", "before Content-Type", FIRST + "page()\nhead()\n"),
    ("out-of-order", "flush", FIRST + "head()\nsys.stdout.buffer.write(b'<p>hi</p>')\n"),
    ("out-of-order", "flush", FIRST + "head()\nos.write(1, b'<p>hi\\n\\nhi</p>\\n')\n"),
    ("space", "NAME: VALUE", FIRST + "print('Content-Type : text/html; charset=utf-8\\n')\npage()\n"),
    ("twice", "twice", FIRST + "print('Content-Type: text/html; charset=utf-8')\nhead()\npage()\n"),
    ("crashed", "KeyError: 'USER_AGENT' at line 6",
     FIRST + "agent = os.environ['USER_AGENT']\nhead()\npage()\n"),
    ("crashed", "IndexError", FIRST + "host = sys.argv[1]\nhead()\npage()\n"),
    ("crashed", "NameError: name 'unknown_name' is not defined", FIRST + "head()\npage()\nunknown_name\n"),
    ("exit-status", "exit status 4", FIRST + "sys.exit(4)\n"),
    ("str-for-bytes", "bytes", FIRST + "sys.stdout.buffer.write('Content-Type: text/html\\n\\n')\n"),
    ("reads-stdin", "os.environ and on sys.stdin", FIRST + "agent = input('agent? ')\n"),
    ("syntax-error", "line 6", FIRST + "print('Content-Type: text/html'\n"),
    ("not-shown", "word 'caf\u00e9'", FIRST + "head()\nprint('<p>', method, agent)\n"),
    ("not-shown", "method, POST", FIRST + "method = 'GET'\nhead()\npage()\n"),
    ("not-shown", "browser's name", FIRST +
     "agent = os.environ.get('User-Agent', 'unknown')\nhead()\npage()\n"),
    ("not-utf-8-page", "wrote byte FF", FIRST + "head()\nsys.stdout.flush()\nos.write(1, b'caf\\xff')"),
    ("content-type", "'text/plain'", FIRST + "print('Content-Type: text/plain\\n')\npage()\n"),
    ("flooded", "8 MB", FIRST + "head()\nwhile True: page()\n"),
    ("unfinished", "promised 9999 bytes", FIRST + "print('Content-Length: 9999')\nhead()\npage()\n"),
], ids=lambda value: value[-60:] if isinstance(value, str) else None)
def test_what_a_first_script_is_told(tmp_path, diagnosis, words, program):
    found = verdict(tmp_path, "3.01", program, only="clean")
    assert (found.passed, found.diagnosis) == (False, diagnosis)
    assert words in found.message


@pytest.mark.parametrize("diagnosis, program", [
    ("waited", FIRST + "import time\nhead()\ntime.sleep(600)\n"),
    ("waited", FIRST + "while True: pass\n"),
    ("waited", FIRST + "import http.server\n"
     "http.server.HTTPServer(('127.0.0.1', 0), None).serve_forever()\n"),
], ids=["sleeps", "loops", "is a server"])
def test_a_script_that_never_ends(tmp_path, diagnosis, program):
    assert verdict(tmp_path, "3.01", program).diagnosis == diagnosis


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_scripts_that_leave_processes_behind(tmp_path):
    child = ("import subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
             "head()\npage()\n")
    assert verdict(tmp_path, "3.01", FIRST + child).diagnosis == "left-children"
    forks = ("import time\nfor _ in range(100):\n    if os.fork() == 0: time.sleep(600)\n"
             "head()\npage()\ntime.sleep(600)\n")
    assert verdict(tmp_path, "3.01", FIRST + forks).diagnosis == "forked-on"


@pytest.mark.parametrize("diagnosis, program", [
    ("waited-for-eof", POST + "limit(int(os.environ.get('CONTENT_LENGTH') or 0))\nbody = ''.join(sys.stdin)\n"
     "head()\npage(parse_qs(body))\n"),
    ("waited-for-eof", POST + "length = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\nbody = b''\n"
     "while True:\n    piece = sys.stdin.buffer.read(64)\n    if not piece: break\n    body += piece\n"
     "head()\npage(parse_qs(body.decode()))\n"),
    ("counted-characters", POST + "length = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\n"
     "body = ''.join(sys.stdin.read(1) for _ in range(length))\nhead()\npage(parse_qs(body))\n"),
    ("one-read", POST + "length = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\n"
     "body = open(0, 'rb', buffering=0).read(length)\nhead()\npage(parse_qs(body.decode()))\n"),
    ("wrong-answer", POST + "length = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\n"
     "body = sys.stdin.buffer.read(length)\nhead()\nprint(parse_qs(body.decode()))\n"),
    ("wrong-answer", POST + "length = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\n"
     "body = sys.stdin.buffer.read(length)\nhead()\npage(parse_qs(body.decode(), encoding='latin-1'))\n"),
    ("not-refused", POST + "length = int(os.environ.get('CONTENT_LENGTH') or 0)\n"
     "if length > 10000: length = 0\nbody = sys.stdin.buffer.read(length)\n"
     "head()\npage(parse_qs(body.decode()))\n"),
    ("length-missing", POST + "length = limit(int(os.environ['CONTENT_LENGTH'] or 0))\n"
     "body = sys.stdin.buffer.read(length)\nhead()\npage(parse_qs(body.decode()))\n"),
    ("crashed", POST + "import json\nlength = limit(int(os.environ.get('CONTENT_LENGTH') or 0))\n"
     "fields = json.loads(sys.stdin.buffer.read(length))\nhead()\npage(fields)\n"),
], ids=["lines", "chunks to EOF", "characters one by one", "one raw read", "the dictionary", "latin-1", "cut",
        "missing", "JSON"])
def test_what_a_form_script_is_told(tmp_path, diagnosis, program):
    assert verdict(tmp_path, "3.04", program).diagnosis == diagnosis


@pytest.mark.parametrize("program", [
    FIRST + "head()\npage()\nsys.exit(1)\n",
    FIRST + "print('a warning', file=sys.stderr)\nhead()\npage()\n",
    FIRST + "print('Content-Type: text/html; charset=utf-8\\r\\n\\r\\n')\npage()\n",
    FIRST + "import time\nhead()\nsys.stdout.flush()\ntime.sleep(0.4)\npage()\n",
    FIRST + "import helper\nhead()\npage()\n",
    "#!/usr/bin/env python2\n" + FIRST + "head()\npage()\n",
    FIRST + "import subprocess\nsubprocess.run([sys.executable, '-c', 'pass'])\nhead()\npage()\n",
    FIRST + "assert {name for name in os.environ if 'NETPROG' in name} <= {'NETPROG_STARTED_THIS'}\n"
    "head()\npage()\n",
], ids=["exit status 1", "stderr", "CR LF", "a pause in the page", "a module beside it",
        "a first line for another Python",
        "a child that ended", "nothing of ours"])
def test_scripts_that_are_right_all_the_same(tmp_path, program):
    (tmp_path / "helper.py").write_text("")
    found = verdict(tmp_path, "3.01", program)
    assert found.passed, (found.diagnosis, found.message)


def test_evidence_points_at_the_byte(tmp_path):
    found = verdict(tmp_path, "3.01", "import sys\n"
                    "sys.stdout.buffer.write(b'Content-Type: text/html; charset=utf-8\\n\\ncaf\\xe9')\n")
    assert found.evidence == {"connection": "script 1", "direction": "sent", "offset": 43}
    events = [event for event in found.transcript.events if event.connection == "script 1"
              and event.direction == "sent"]
    assert b"".join(event.data for event in events)[43] == 0xE9
    assert found.stdout.endswith(b"caf\xe9")
    assert os.path.samefile(found.command[-1],
                            str(tmp_path / "mine.py")) and "REQUEST_METHOD=GET" in found.command


def test_a_module_is_tried_through_a_script_beside_it(tmp_path):
    broken = "def run(app):\n    app.nothing\n"
    found = verdict(tmp_path, "3.14", broken, only="clean")
    assert (found.diagnosis, found.message.endswith("at line 2.")) == ("crashed", True)
    assert os.path.samefile(os.path.dirname(found.command[-1]), str(tmp_path))     # where the learner's own is
    assert os.path.basename(found.command[-1]) == "app.py"


def test_a_check_writes_an_application_of_its_own(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("x = 1\n")
    exercise = course.find("3.13")
    script = Script(exercise, str(file), Round("clean", None, "clean", None), 1, [], threading.Event(), "mark")
    try:
        script.application("own.py", "from miniweb import x\nprint('Content-Type: text/plain\\n\\n', x, sep='')")
        page = script.get("/more")
        assert (page.body, page.environ["SCRIPT_NAME"]) == (b"1\n", "/own.py")
        assert os.listdir(str(tmp_path)) == ["mine.py"]
    finally:
        script.close()


def test_a_check_that_is_called_off_ends_the_script(tmp_path):
    cancel = threading.Event()
    threading.Timer(0.5, cancel.set).start()
    with pytest.raises(Cancelled):
        verdict(tmp_path, "3.01", "import time\ntime.sleep(600)\n", cancel=cancel)


@pytest.mark.parametrize("exercise", ["3.01", "3.04"])
def test_the_same_seed_gives_the_same_check(exercise):
    solution = course.find(exercise).solution_path
    first, second = (check(course.find(exercise), solution, seed=3) for _ in range(2))

    def said(found):
        return [event.data for event in found.transcript.events
                if event.connection == "script 1" and event.kind == "data" and event.direction == "received"]
    assert said(first) == said(second)

"""The stepper on its own: a program in a process, its reports one by one."""

import os
import subprocess
import sys

import pytest

from bundle.demos.running import STEPPER

PROGRAM = '''"""What it is for."""
import sys


def add(a, b):
    "a text, and no step"
    return a + b


for word in sys.argv[1:]:
    print(word)
print(add(
    1,
    2,
), [n for n in (1, 2)])
'''


class Stepped:
    """A program under the stepper. `next()` is the next report; `go()` the go-ahead."""

    def __init__(self, place, text, *args):
        self.program = os.path.join(str(place), "program.py")
        with open(self.program, "w", encoding="utf-8") as file:
            file.write(text)
        self.process = subprocess.Popen([sys.executable, STEPPER, self.program] + list(args), cwd=str(place),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.communicate()

    def next(self):
        return self.process.stdout.readline().decode().split()

    def go(self):
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()

    def run(self):
        """To the end: (the lines in order, what was printed, calls that may wait, exit status)."""
        lines, printed, calls = [], b"", []
        while True:
            word, *rest = self.next()
            if word == "line":
                lines.append(int(rest[0]))
                self.go()
            elif word == "printed":
                printed += bytes.fromhex(rest[0])
            elif word == "calls":
                calls += rest
            elif word == "ended":
                return lines, printed.decode(), calls, int(rest[0])


def test_each_statement_is_a_step_and_prints_before_the_next(tmp_path):
    with Stepped(tmp_path, PROGRAM, "one", "two") as program:
        lines, printed, calls, status = program.run()
    assert lines == [2, 5, 10, 11, 10, 11, 10, 12, 7]
    assert (printed, calls, status) == ("one\ntwo\n3 [1, 2]\n", [], 0)


def test_a_line_waits_for_the_go_ahead(tmp_path):
    with Stepped(tmp_path, "open('here', 'w').close()\nx = 1\n") as program:
        assert program.next() == ["line", "1"]
        assert not (tmp_path / "here").exists()
        program.go()
        assert program.next() == ["line", "2"]
        assert (tmp_path / "here").exists()


SOCKETS = """import socket
a, b = socket.socketpair()
a.sendall(b'x')
b.recv(1)
b.makefile('rb')
listener = socket.create_server(("127.0.0.1", 0))
c = socket.create_connection(listener.getsockname())
listener.accept()[0].close()
a.close(), b.close(), c.close(), listener.close()
"""


def test_a_function_may_be_one_step(tmp_path):
    text = "def f(x):  # in one step\n    x += 1\n    return x\ny = f(1)\nprint(y)\n"
    with Stepped(tmp_path, text) as program:
        lines, printed, _, _ = program.run()
    assert (lines, printed) == ([1, 4, 5], "2\n")


def test_calls_that_may_wait_for_the_other_side_are_told(tmp_path):
    with Stepped(tmp_path, SOCKETS) as program:
        lines, _, calls, status = program.run()
    assert status == 0 and lines == list(range(1, 10))
    if os.name != "nt":                 # there, socketpair() itself connects and accepts
        assert calls == ["recv", "connect", "_accept"]


@pytest.mark.parametrize("text, status, said", [
    pytest.param("import sys\nsys.exit(3)", 3, "", id="an exit status"),
    pytest.param("import sys\nsys.exit()", 0, "", id="an exit without one"),
    pytest.param("import sys\nsys.exit('so it is')", 1, "so it is\n", id="an exit with words"),
    pytest.param("input()", 1, "EOFError: EOF when reading a line\n", id="stdin is empty"),
    pytest.param("import stepper", 1, "No module named 'stepper'\n", id="our own modules are out of reach"),
    pytest.param("print(__name__, __file__[-10:])", 0, "__main__ program.py\n", id="it is the main program"),
    pytest.param("import sys\nprint(sys.argv[1:])", 0, "['1']\n", id="its own arguments"),
    pytest.param("import sys\nsys.stdout.buffer.write(b'\\xc3\\xa9\\n')", 0, "é\n", id="bytes on stdout"),
    pytest.param("print('é')", 0, "é\n", id="UTF-8"),
])
def test_how_a_program_ends_and_what_it_has(tmp_path, text, status, said):
    with Stepped(tmp_path, text, "1") as program:
        _, printed, _, code = program.run()
    assert code == status
    assert printed.endswith(said)


def test_a_traceback_is_the_program_s_own(tmp_path):
    with Stepped(tmp_path, "def f():\n    1 / 0\nf()\n") as program:
        _, printed, _, status = program.run()
    assert status == 1
    assert printed.count("File ") == 2 and "stepper" not in printed
    assert "ZeroDivisionError: division by zero" in printed


def test_it_ends_when_nobody_watches(tmp_path):
    with Stepped(tmp_path, "x = 1\ny = 2\n") as program:
        assert program.next() == ["line", "1"]
        program.process.stdin.close()
        assert program.process.wait(30) == 1
        program.process.stdin = None

"""Sessions with the real course, the real check and real programs."""

import os
import shutil
import subprocess
import sys

import pytest

from bundle import course
from tests.guide.play import ROOT, SECONDS, Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")

FOREVER = """
import os, time
open(os.path.join({marks!r}, str(os.getpid())), "w").close()
time.sleep(600)
"""


@pytest.fixture
def hello(tmp_path):
    """The exercise, and where its file will be."""
    exercise = course.find("hello")
    return exercise, tmp_path / "1-sockets" / "01-hello" / exercise.starter


def test_a_wrong_save_then_a_right_one(tmp_path, hello):
    exercise, file = hello
    with Session(tmp_path, rows=40) as session:
        session.until("1.01 hello", "hello at 127.0.0.1 port", "Not checked yet")
        shutil.copy(os.path.join(exercise.folder, "wrong", "one_recv.py"), str(file))
        session.until("Not yet.", "recv()", "← peer", "^")
        session.type("w").until("The wire", "What was run")
        shutil.copy(exercise.solution_path, str(file))
        session.until("Passed.", "rounds", "n goes on to")
        assert session.end("q") == 0
        session.assert_whole()


@pytest.mark.parametrize("keys, status", [("q", 0), ("\x03", 130), (None, 129)],
                         ids=["q", "Ctrl-C", "closed window"])
def test_no_process_is_left_behind(tmp_path, hello, keys, status):
    marks = tmp_path / "pids"           # a file for each program that was started: rounds run side by side
    marks.mkdir()
    with Session(tmp_path) as session:
        session.until("Not checked yet")
        hello[1].write_text(FOREVER.format(marks=str(marks)))
        session.until("Checking", lambda it: os.listdir(str(marks)))
        if not keys:
            session.hang_up()
        assert session.end(keys) == status
    for pid in os.listdir(str(marks)):
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_the_practice_server_is_there_and_goes(tmp_path):
    import re
    import socket

    with Session(tmp_path) as session:
        session.until("hello at 127.0.0.1 port")
        port = int(re.search(r"127\.0\.0\.1 port (\d+)", session.text).group(1))
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as conn:
            assert conn.recv(10)
        session.end("q")
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=SECONDS)


def test_a_second_session_says_that_the_port_is_taken(tmp_path):
    with Session(tmp_path) as one:
        one.until("hello at 127.0.0.1 port")
        with Session(tmp_path) as two:
            two.until("(port 8010 is taken)")
            assert one.end("q") == two.end("q") == 0


def test_through_a_pipe(tmp_path, hello):
    def run():
        command = [sys.executable, "-m", "bundle", "lesson", "1", "hello"]
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=ROOT,
                              stderr=subprocess.STDOUT, timeout=SECONDS,
                              env=dict(os.environ, NETPROG_DIR=str(tmp_path), PYTHONIOENCODING="utf-8"))

    first = run()
    assert first.returncode == 1 and b"Not yet" in first.stdout, first.stdout.decode()
    shutil.copy(hello[0].solution_path, str(hello[1]))
    second = run()
    assert second.returncode == 0 and b"Passed" in second.stdout, second.stdout.decode()

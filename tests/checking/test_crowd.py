"""Many visitors at once, and what a program keeps of them: its threads and its connections."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from bundle import processes
from bundle.checking.crowd import held, together
from bundle.checking.mistakes import Proved, mistake
from bundle.wire.connection import Connection

FIRST, SECOND = mistake("first", "The first."), mistake("second", "The second.")
TELLS = processes.thread_count(os.getpid()) is not None

THREADS = """
import threading
end = threading.Event()
for n in range(5):
    threading.Thread(target=end.wait).start()
print("ready", flush=True)
input()
end.set()
for thread in threading.enumerate():
    thread is threading.main_thread() or thread.join()
print("done", flush=True)
input()
"""


@pytest.mark.skipif(not TELLS, reason="this system does not tell how many threads a program has")
def test_threads_are_counted():
    with subprocess.Popen([sys.executable, "-c", THREADS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "ready\n"
        more = processes.thread_count(program.pid)
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "done\n"
        limit = time.monotonic() + 30
        while processes.thread_count(program.pid) != more - 5:  # one that was joined may still be on its way out
            assert time.monotonic() < limit, "the threads that have ended are still counted after 30 s"
        program.stdin.write("\n")


def test_a_program_that_has_ended_has_no_count():
    program = subprocess.Popen([sys.executable, "-c", ""])
    program.wait()
    assert processes.thread_count(program.pid) is None


@pytest.mark.parametrize("platform, windows", [("darwin", False), ("freebsd14", False), ("win32", True)])
def test_a_python_without_ctypes_has_no_count(monkeypatch, platform, windows):
    monkeypatch.setitem(sys.modules, "ctypes", None)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    monkeypatch.setattr(processes, "WINDOWS", windows)
    monkeypatch.setattr(os, "listdir", lambda path: open(os.path.join(path, "no such")))     # no /proc
    assert processes.thread_count(1) is None


def test_a_venv_on_windows_has_no_count(monkeypatch):
    monkeypatch.setattr(processes, "WINDOWS", True)
    monkeypatch.setattr(sys, "base_prefix", "elsewhere")
    assert processes.thread_count(1) is None


def test_visitors_act_at_the_same_time():
    barrier = threading.Barrier(5)
    together(lambda visitor: barrier.wait(10), range(5))    # would break if they came one after another


@pytest.mark.parametrize("raising, told", [
    pytest.param({1: SECOND, 0: FIRST}, Proved, id="the first of two proofs"),
    pytest.param({0: OSError("ours"), 2: FIRST}, Proved, id="a proof before a mistake of ours"),
    pytest.param({1: ValueError("ours")}, ValueError, id="a mistake of ours"),
])
def test_what_a_visitor_finds_is_raised(raising, told):
    def visit(number):
        found = raising.get(number)
        if isinstance(found, Exception):
            raise found
        if found:
            found.proved()
    with pytest.raises(told) as caught:
        together(visit, range(3))
    if told is Proved:
        assert caught.value.mistake is FIRST


class Trial:
    """What `held` needs of a trial, with a program that goes on."""
    patience = 0.5

    def __init__(self):
        self.program = self
        self.ended = threading.Event()

    def look_after(self, program):
        """Nothing goes wrong here."""


class Visitor(Connection):
    """One that, as a check's visitor, does not notice here that the program has gone."""

    def send(self, data):
        try:
            super().send(data)
        except ConnectionError:
            pass


@pytest.mark.parametrize("end, is_held", [
    pytest.param(lambda conn: conn.close(), False, id="closed"),
    pytest.param(lambda conn: conn.shutdown(socket.SHUT_WR), True, id="half-closed, and still there"),
])
def test_a_closed_connection_is_told_from_a_held_one(end, is_held):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        visitor = Visitor(socket.create_connection(listener.getsockname()))
        conn, _ = listener.accept()
        with visitor, conn:
            end(conn)
            assert visitor.recv() == b""
            assert held(Trial(), [visitor]) == ([visitor] if is_held else [])

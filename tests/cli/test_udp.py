"""serve and run with a practice server for datagrams."""

import json
import os
from types import SimpleNamespace

import pytest

from bundle import course
from bundle.guiding import panel, practice
from bundle.screen.style import Style
from tests.cli.console import interrupt


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process alone")
def test_serve_says_udp(netprog):
    process = netprog.start("serve", "ping", "hello", "--json")
    found = [json.loads(process.stdout.readline()) for _ in range(2)]
    interrupt(process)
    assert [(each["protocol"], each["udp"]) for each in found] == [("ping", True), ("hello", False)]
    process = netprog.start("serve", "ping")
    line = process.stdout.readline()
    interrupt(process)
    assert "ping" in str(line) and ", UDP" in str(line)


def test_run_shows_the_datagrams(netprog):
    netprog.save(course.find("1.10").solution(), "1-sockets", "10-ping", "ping.py")
    done = netprog("run", "1.10", "3", "0.2")
    assert done.returncode == 0 and done.out.endswith("2 of 3 came back\n")
    assert "ping 1  (datagram)" in done.err and "(datagram: from another address" in done.err and "UDP" in done.err


@pytest.mark.parametrize("columns, said", [(80, ", UDP"), (40, " UDP")])
def test_the_guided_session_starts_it_and_says_udp(columns, said):
    exercise, started = course.find("1.10"), practice.Practice()
    started.start(SimpleNamespace(exercises=[exercise]), None, None)
    try:
        (line,) = panel.servers(SimpleNamespace(practice=started, exercise=exercise), columns, Style())
    finally:
        started.close()
    assert "ping" in line and said in line and not started.problems

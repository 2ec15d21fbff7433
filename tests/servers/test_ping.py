"""ping: its one sentence, and the practice server with its known port and its bad line."""
import socket
import subprocess
import sys

import pytest

from bundle import course, servers
from bundle.servers.ping import Ping, make


@pytest.mark.parametrize("data, number, answer", [
    pytest.param(b"ping 1", 1, b"pong 1", id="a ping"),
    pytest.param(b"ping 999999", 999999, b"pong 999999", id="a large number"),
    pytest.param(b"ping 12\r\n", 12, b"pong 12", id="a line end is forgiven"),
    pytest.param(b"ping 0", None, None, id="numbers begin at one"),
    pytest.param(b"ping 01", None, None, id="a zero in front"),
    pytest.param(b"ping 1234567", None, None, id="too large"),
    pytest.param(b"PING 1", None, None, id="capitals"),
    pytest.param(b"ping  1", None, None, id="two spaces"),
    pytest.param(b"ping 1 2", None, None, id="two numbers"),
    pytest.param("ping \N{ARABIC-INDIC DIGIT TWO}".encode(), None, None, id="digits of another script"),
    pytest.param(b"pong 1", None, None, id="an answer gets none, so two servers do not talk for ever"),
    pytest.param(b"", None, None, id="nothing"),
])
def test_an_answer_for_each_ping(data, number, answer):
    assert Ping().answer(data) == (number, answer)


def test_the_same_seed_makes_the_same_way():
    notes = [sorted((number, fate.note) for number, fate in make(seed).script.items()) for seed in (0, 0, 5)]
    assert notes[0] == notes[1] != notes[2]
    assert notes[0] == [(2, "from another address"), (5, "late"), (6, "delayed by 0.2 s"), (8, "dropped"), (9, "doubled")]


def test_the_example_in_the_task_is_what_the_practice_server_does():
    exercise = course.find("1.10")
    with servers.PROTOCOLS["ping"].start() as service:
        done = subprocess.run([sys.executable, exercise.solution_path, service.host, str(service.port), "10", "0.5"],
                              stdout=subprocess.PIPE, timeout=60, encoding="utf-8")
    lost = [line for line in done.stdout.splitlines() if "ms" not in line]
    shown = exercise.task().partition("10 0.5\n1 ")[2].partition("$")[0].splitlines()
    assert lost == [line for line in shown if "ms" not in line] == [
        "2 lost", "5 lost", "8 lost", "7 of 10 came back"]


def test_a_known_port_that_is_taken():
    row = servers.PROTOCOLS["ping"]
    with row.start() as first, row.start() as second:
        assert first.port != second.port and second.asked_port == row.port
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(30)
            sock.sendto(b"ping 1", (second.host, second.port))
            assert sock.recv(100) == b"pong 1"

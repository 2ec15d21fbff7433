"""A port for a program is given to one check at a time, in this process and in others."""

import socket
import subprocess
import sys

from bundle.checking import ports

IN_ANOTHER = "from bundle.checking import ports; ports.FROM, ports.TO = %d, %d; print(ports.free_port())"


def test_a_port_is_not_given_twice(monkeypatch):
    first = ports.free_port()
    monkeypatch.setattr(ports, "FROM", first)
    monkeypatch.setattr(ports, "TO", first + 3)
    second = ports.free_port()
    assert second != first
    other = subprocess.run([sys.executable, "-c", IN_ANOTHER % (first, first + 1)], stderr=subprocess.PIPE,
                           stdout=subprocess.PIPE, encoding="utf-8")
    assert "no port between" in other.stderr
    ports.give_back(first)
    other = subprocess.run([sys.executable, "-c", IN_ANOTHER % (first, first + 1)], stdout=subprocess.PIPE,
                           encoding="utf-8")
    assert other.stdout == "%d\n" % first
    ports.give_back(second)


def test_a_program_can_listen_on_it():
    port = ports.free_port()
    with socket.create_server(("127.0.0.1", port)):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    ports.give_back(port)


def test_a_process_holds_a_bounded_number():
    given = [ports.free_port() for _ in range(ports.MOST_HELD + 10)]
    assert len(set(given)) == len(given) and len(ports._held) == ports.MOST_HELD
    for port in given:
        ports.give_back(port)
    assert not set(given) & set(ports._held)

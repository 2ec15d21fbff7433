"""The commands that go on until Ctrl-C: serve, and run with a client, a server, a script, a capture."""

import json
import os
import poplib
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request

import pytest

from bundle import course, servers
from tests.cli.console import interrupt, lines_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process alone")

ECHO_ARGS = """import sys, socket
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(sys.argv[3:], sys.stdin.readline().strip(), len(conn.recv(10)))
sys.exit(%d)
"""
HELLO = ("1-sockets", "01-hello", "hello.py")
DAYTIME = ("1-sockets", "03-daytime", "daytime.py")


def test_serve_json_is_a_line_a_server(netprog):
    process = netprog.start("serve", "pop3", "HELLO", "--json")
    found = [json.loads(process.stdout.readline()) for _ in range(2)]
    assert [set(each) for each in found] == [{"protocol", "host", "port", "user", "password", "tls", "udp"}] * 2
    assert [(each["protocol"], each["host"], each["user"], each["password"],
             each["tls"]) for each in found] == [
        ("pop3", "127.0.0.1", "alice", "wonderland", False), ("hello", "127.0.0.1", None, None, False)]
    client = poplib.POP3(found[0]["host"], found[0]["port"], timeout=10)
    client.user(found[0]["user"])
    assert client.pass_(found[0]["password"]).startswith(b"+OK")
    client.quit()
    assert interrupt(process) == ["", "\n"] and process.returncode == 0


def test_serve_all_of_them_with_a_line_to_try(netprog):
    process = netprog.start("serve")
    said = lines_until(process.stdout, "Press Ctrl-C")
    for name in list(servers.PROTOCOLS) + ["web"]:
        assert re.search(r"^%s +127\.0\.0\.1 port \d+" % name, said, re.M)
    assert said.count("try:") == len(servers.PROTOCOLS) + 1
    assert "user alice, password wonderland" in said
    interrupt(process)
    assert process.returncode == 0


def test_serve_takes_another_port_and_says_so(netprog):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        process = netprog.start("serve", "nntp", code="import sys, bundle.cli, bundle.servers\n"
                                "bundle.servers.PROTOCOLS['nntp'].port = %d\n"
                                "sys.exit(bundle.cli.main(sys.argv[1:]))" % port)
        said = lines_until(process.stdout, "Ctrl-C")
        interrupt(process)
    assert "(%d is taken)" % port in said and "port %d" % port not in said


def test_serve_ends_as_asked_to_end(netprog):
    process = netprog.start("serve", "hello", "--json")
    port = json.loads(process.stdout.readline())["port"]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), 5)


@pytest.mark.parametrize("status", [0, 3])
def test_run_a_client_with_its_own_input_output_and_arguments(netprog, status):
    file = netprog.save(ECHO_ARGS % status, *HELLO)
    done = netprog("run", "1.1", "--seed", "-x", "a b", stdin=b"typed\n")
    assert done.out == "['--seed', '-x', 'a b'] typed 10\n"
    assert done.returncode == (1 if status else 0)
    assert re.search(r"Running: .*%s 127\.0\.0\.1 \d+ --seed -x 'a b'" % re.escape(file), done.err)
    assert "hello 127.0.0.1 port" in done.err and "you" in done.err and "FIN" in done.err
    assert "ended with exit status %d" % status in done.err and "check 1.01" in done.err


def test_run_a_client_that_gets_an_address_of_the_web(netprog):
    netprog.save(course.find("2.10").solution(), "2-clients", "10-web-form", "web_form.py")
    done = netprog("run", "2.10", "URL/form", "a&b")
    assert done.out.splitlines()[:3] == ["200", "The form came by GET.", "text = a&b"]
    assert re.search(r"Running: .* http://127\.0\.0\.1:\d+/form 'a&b'", done.err) and done.returncode == 0


def test_the_gateway_makes_room_for_the_web_site(netprog):
    process = netprog.start("serve", "web", "http")
    said = lines_until(process.stdout, "Press Ctrl-C")
    assert re.search(r"^web .* port (8088$|\d+ \(8088 is taken\))", said, re.M)
    assert re.search(r"^http .* port (8080|\d+ \(8080 is taken\)), user alice", said, re.M)
    interrupt(process)


def test_run_puts_the_starter_there(netprog):
    assert netprog("run", "1.1").returncode == 0
    assert os.path.exists(netprog.file(*HELLO))


def test_run_interrupted(netprog):
    netprog.save("import time\nprint('up', flush=True)\ntime.sleep(600)\n", *HELLO)
    process = netprog.start("run", "1.1", stderr=subprocess.STDOUT)
    lines_until(process.stdout, "up")
    interrupt(process)
    assert process.returncode == 130


def test_run_a_server_behind_a_relay_until_ctrl_c(netprog):
    netprog.save(course.find("1.3").solution(), *DAYTIME)
    process = netprog.start("run", "daytime", stdout=subprocess.DEVNULL)
    said = lines_until(process.stderr, "Running:")
    port = int(re.search(r"127\.0\.0\.1 port (\d+)", said).group(1))
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port), 10) as visitor:
            assert visitor.makefile("rb").read().count(b"\n") == 1
    _, said = interrupt(process)
    assert process.returncode == 0
    assert len(re.findall(r"127\.0\.0\.1:\d+ to 127\.0\.0\.1:\d+",
                          said)) == 2 and "FIN" in said and "check 1.03" in said
    assert "Traceback" not in said, "Ctrl-C is how it is meant to end"


def test_run_a_server_that_ends_by_itself(netprog):
    netprog.save("import sys\nsys.exit(4)\n", *DAYTIME)
    done = netprog("run", "1.3")
    assert done.returncode == 1
    assert "ended by itself, with exit status 4" in done.err


def test_run_a_script_for_the_browser(netprog):
    name = course.find("3.1").starter
    netprog.save("print('Content-Type: text/plain')\nprint()\nprint('made')\n", "3-cgi", "01-first", name)
    process = netprog.start("run", "3.1", stdout=subprocess.DEVNULL)
    url = re.search(r"http://\S+", lines_until(process.stderr, "http://")).group()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as page:
        assert page.read().strip() == b"made"
    netprog.save("1 / 0\n", "3-cgi", "01-first", name)
    with pytest.raises(urllib.error.HTTPError) as failed:
        opener.open(url, timeout=20)
    failed.value.close()
    _, said = interrupt(process)
    assert process.returncode == 0
    assert "ZeroDivisionError" in said and "GET /" in said and "check 3.01" in said


def test_run_where_the_file_is_a_folder(netprog):
    os.makedirs(netprog.file(*HELLO))
    done = netprog("run", "1.1")
    assert done.returncode == 2 and "reset 1.01" in done.err and "Traceback" not in done.err


def test_run_needs_nobody_who_reads_the_wire(netprog):
    netprog.save(ECHO_ARGS % 0, *HELLO)
    process = netprog.start("run", "1.1")
    process.stderr.close()
    assert process.stdout.read().decode().startswith("[]")
    process.stdout.close()
    assert process.wait(30) == 0


def test_a_capture_is_shown_and_nothing_is_run(netprog):
    done = netprog("run", "2.1")
    assert done.returncode == 0
    assert "connection 1" in done.out and "220 " in done.out
    assert "answers.txt" in done.err and "check 2.01" in done.err
    checked = netprog("check", "2.1")
    assert checked.returncode == 1 and "What was run" not in checked.out and "Only this:" not in checked.out

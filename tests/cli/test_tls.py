"""The servers with TLS as a learner meets them: `serve`, and `run` of the exercise about TLS."""

import json
import os
import poplib
import re
import shutil
import ssl

import pytest

from bundle import course
from tests.cli.console import interrupt, lines_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process alone")


def test_serve_json_says_which_has_tls(netprog):
    process = netprog.start("serve", "pop3s", "pop3", "--json")
    found = [json.loads(process.stdout.readline()) for _ in range(2)]
    assert [each["tls"] for each in found] == [True, False]
    interrupt(process)


@pytest.mark.parametrize("name", ["pop3s", "pop3"])
def test_serve_says_where_the_practice_ca_is(netprog, name):
    process = netprog.start("serve", name)
    said = lines_until(process.stdout, "Press Ctrl-C")
    port = int(re.search(r"port (\d+)", said).group(1))
    assert (" with TLS" in said) == (name == "pop3s")
    context = ssl.create_default_context(cafile=re.search(r"^ +(\S.*practice-ca\.pem)$", said, re.M).group(1))
    if name == "pop3s":
        client = poplib.POP3_SSL("127.0.0.1", port, timeout=20, context=context)
    else:
        client = poplib.POP3("127.0.0.1", port, timeout=20)
        client.stls(context)
    assert client.quit().startswith(b"+OK")
    interrupt(process)


def test_serve_without_anything_that_knows_tls_does_not_speak_of_it(netprog):
    process = netprog.start("serve", "hello")
    assert "TLS" not in lines_until(process.stdout, "Press Ctrl-C")
    interrupt(process)


@pytest.mark.parametrize("more", [[], ["alice", "wonderland", "practice-ca.pem", "stls"]], ids=["from-the-start", "stls"])
def test_run_chooses_the_server_that_fits_and_shows_what_was_encrypted(netprog, more):
    exercise = course.find("2.13")
    file = netprog.save("", "2-clients", "13-pop-tls", exercise.starter)
    shutil.copy(exercise.solution_path, file)
    done = netprog("run", "2.13", *more)
    assert (done.out, done.returncode) == ("11 messages, 42725 bytes\n", 0)
    assert re.search(r"TLSv1\.\d begins: what follows is shown as it was before\s+encryption", done.err)
    assert ("STLS\\r\\n" in done.err) == bool(more) and "PASS wonderland\\r\\n" in done.err

"""The solutions of hour 1's servers, with clients that nobody here wrote: curl, urllib and smtplib."""

import contextlib
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from bundle import course
from bundle.checking.ports import free_port, give_back

HOST = "127.0.0.1"


@contextlib.contextmanager
def running(number, folder, *args):
    """The solution of an exercise, in `folder` with its data; gives its port."""
    exercise, port = course.find(number), free_port()
    for path in exercise.data_paths():
        shutil.copytree(path, os.path.join(str(folder), os.path.basename(path)))
    program = subprocess.Popen([sys.executable, exercise.solution_path, str(port)] + list(args), cwd=str(folder),
                               stderr=subprocess.DEVNULL)
    try:
        limit = time.monotonic() + 30
        while True:
            try:
                socket.create_connection((HOST, port), 5).close()
                break
            except ConnectionRefusedError:
                assert program.poll() is None and time.monotonic() < limit
        yield port
    finally:
        program.kill()
        program.wait()
        give_back(port)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    with running("1.07", folder, "www") as port:
        (folder / "secret.txt").write_text("a secret")
        yield "http://%s:%d" % (HOST, port), folder / "www"


FILES = ["menu.html", "tea party.txt", "images/cup.png"]


@pytest.mark.parametrize("name", FILES)
def test_curl_fetches_the_bytes_of_a_file(web, needs_client, name):
    done = subprocess.run([needs_client("curl"), "-sS", "--fail", "--noproxy", "*", "%s/%s" % (web[0], name.replace(" ", "%20"))],
                          stdout=subprocess.PIPE, check=True)
    assert done.stdout == (web[1] / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_urllib_fetches_the_bytes_of_a_file(web, name):
    with open_url(web[0] + "/" + name.replace(" ", "%20")) as answer:
        assert answer.read() == (web[1] / name).read_bytes()


@pytest.mark.parametrize("target", [
    pytest.param("/nothing.txt", id="no such file"), pytest.param("/", id="the folder itself"),
    pytest.param("/../secret.txt", id="outside"), pytest.param("/%2e%2e/secret.txt", id="outside, encoded"),
])
def test_curl_gets_404(web, needs_client, target):
    done = subprocess.run([needs_client("curl"), "-sS", "--noproxy", "*", "--path-as-is", "-w", "%{http_code}", web[0] + target],
                          stdout=subprocess.PIPE, check=True)
    assert done.stdout.endswith(b"404") and b"a secret" not in done.stdout


def test_curl_that_sends_a_megabyte_reads_its_answer(web, needs_client):
    done = subprocess.run([needs_client("curl"), "-sS", "--noproxy", "*", "-H", "Expect:", "--data-binary", "@-", "-w",
                           "%{http_code}", web[0] + "/menu.html"], input=b"x" * 1000000, stdout=subprocess.PIPE, check=True)
    assert done.stdout.endswith(b"501")


def test_urllib_that_sends_a_megabyte_reads_its_answer(web):
    with pytest.raises(urllib.error.HTTPError) as refused:
        open_url(web[0] + "/menu.html", b"x" * 1000000)
    with refused.value as answer:
        assert answer.code == 501 and answer.read()


def open_url(url, data=None):
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, data, timeout=30)


def test_smtplib_sends_mails_that_are_in_their_files_at_once(tmp_path):
    with running("1.08", tmp_path, "mail") as port:
        for number, people in enumerate((["alice@b.example", "hare@b.example"], ["queen@b.example"]), 1):
            with smtplib.SMTP(HOST, port, "localhost", timeout=30) as smtp:
                smtp.sendmail("dodo@a.example", people, "Subject: Tea %d\n\nAt six.\n" % number)
                to = "".join("to %s\r\n" % each for each in people)
                assert (tmp_path / "mail" / ("%d.txt" % number)).read_bytes() == (
                    "from dodo@a.example\r\n%s\r\nSubject: Tea %d\r\n\r\nAt six.\r\n" % (to, number)).encode()
                assert smtp.rset()[0] == smtp.noop()[0] == 250
        assert len(os.listdir(str(tmp_path / "mail"))) == 2

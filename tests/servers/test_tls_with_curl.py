"""curl against the servers that speak TLS from the first byte: it believes the practice CA, and what arrives is compared."""

import subprocess

import pytest

from bundle.servers import PROTOCOLS
from bundle.servers.practice_tls import CA_FILE

LETTER = b"From: hatter@teaparty.example\r\nTo: alice@localhost\r\nSubject: tea\r\n\r\nAt six.\r\n.\r\n..\r\n"
LOGIN = ["--user", "alice:wonderland"]
CASES = [
    # row, words after the address, the path, what must be in what arrives
    ("https", [], "/files/README.txt", b""),
    ("imaps", LOGIN, "/INBOX;MAILINDEX=1", b"Subject:"),
    ("pop3s", LOGIN, "/1", b"Subject:"),
    ("ftps", LOGIN + ["--ftp-ssl-control"], "/README.txt", b""),
]


@pytest.fixture
def curl(needs_client):
    def run(*words, stdin=b""):
        return subprocess.run([needs_client("curl"), "-sS", "--max-time", "30", *words], input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return run


@pytest.mark.parametrize("row, words, path, wanted", CASES, ids=[case[0] for case in CASES])
def test_fetches_what_the_server_has_and_believes_no_other_ca(curl, row, words, path, wanted):
    with PROTOCOLS[row].start() as service:
        address = "{}://localhost:{}{}".format(row, service.port, path)
        done = curl("--ipv4", "--cacert", CA_FILE, *words, address)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(done.stdout) > 100 and wanted in done.stdout
        assert curl("--ipv4", *words, address).returncode == 60    # the CA is not known


def test_sends_a_mail_that_arrives_byte_for_byte(curl, tmp_path):
    letter = tmp_path / "letter.eml"
    letter.write_bytes(LETTER)
    with PROTOCOLS["smtps"].start() as service:
        box = service.store.boxes["alice"]
        before = len(box.messages())
        done = curl("--ipv4", "--cacert", CA_FILE, "--mail-from", "hatter@teaparty.example", "--mail-rcpt", "alice@localhost",
                    "--upload-file", str(letter), "smtps://localhost:{}".format(service.port))
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(box.messages()) == before + 1
        assert box.messages()[-1].data.endswith(LETTER)

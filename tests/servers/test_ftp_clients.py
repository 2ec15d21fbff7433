"""FTP with clients that nobody here wrote: ftplib, curl, lftp, wget. What counts is what arrived."""

import ftplib
import io
import os
import socket
import subprocess

import pytest

from tests.servers.ftp_talk import serving


@pytest.fixture
def service():
    with serving() as service:
        yield service


@pytest.fixture
def run(needs_client):
    """run("curl", ...) runs a real client, and gives its stdout."""
    def run(name, *args, cwd=None):
        environ = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        environ.update(LC_ALL="C.UTF-8", HOME=str(cwd or "/nonexistent"))
        done = subprocess.run([needs_client(name)] + [str(arg) for arg in args], cwd=cwd, env=environ, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout
    return run


def url(service, path="/", user="alice:wonderland"):
    return "ftp://{}@127.0.0.1:{}{}".format(user, service.port, path)


def files_below(folder):
    """{path in the tree: bytes} of all files in a real folder."""
    found = {}
    for where, _, names in os.walk(str(folder)):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found["/" + os.path.relpath(path, str(folder)).replace(os.sep, "/")] = file.read()
    return found


def tree(service, below=""):
    return {path[len(below):]: service.store.read(path) for path in service.store.walk(below or "/")}


@pytest.fixture(params=[True, False], ids=["passive", "active"])
def ftp(service, request):
    with ftplib.FTP(timeout=20) as ftp:
        ftp.connect(service.host, service.port)
        ftp.login("alice", "wonderland")
        ftp.set_pasv(request.param)
        yield ftp


def test_ftplib_fetches_and_lists(ftp, service):
    fetched = io.BytesIO()
    ftp.retrbinary("RETR photo.png", fetched.write)
    assert fetched.getvalue() == service.store.read("/photo.png")
    lines = []
    ftp.retrlines("RETR minutes.txt", lines.append)
    assert lines[0] == "Minutes of the meeting"
    assert ftp.nlst("pub/für alle") == ["pub/für alle/Grüße.txt", "pub/für alle/日本語.txt"]
    facts = dict(ftp.mlsd("pub/images"))
    assert facts["boot-floppy.img"]["size"] == "1474560" and facts["logo.png"]["type"] == "file"
    listing = []
    ftp.dir(listing.append)
    assert [line.split()[-1] for line in listing] == ftp.nlst()


def test_ftplib_stores_resumes_and_tidies_up(ftp, service):
    whole = service.store.read("/photo.png")
    ftp.cwd("incoming")
    ftp.storbinary("STOR é.png", io.BytesIO(whole[:70000]))
    assert ftp.size("é.png") == 70000
    ftp.storbinary("STOR é.png", io.BytesIO(whole[70000:]), rest=70000)
    assert service.store.read("/incoming/é.png") == whole
    ftp.storlines("STOR lines.txt", io.BytesIO(b"one\ntwo\r\nthree"))
    assert service.store.read("/incoming/lines.txt") == b"one\ntwo\nthree\n"
    ftp.rename("é.png", "../ü.png")
    ftp.delete("lines.txt")
    ftp.mkd("new")
    ftp.rmd("new")
    assert ftp.nlst() == [] and ftp.pwd() == "/incoming"
    with pytest.raises(ftplib.error_perm, match="550"):
        ftp.size("nothing")


def test_ftplib_aborts_a_transfer(ftp, service):
    service.store.write("/huge", bytes(30000000))
    ftp.voidcmd("TYPE I")
    data = ftp.transfercmd("RETR huge")
    data.recv(1)
    assert ftp.abort().startswith("426")
    assert ftp.getresp().startswith("226")
    data.close()
    assert ftp.voidcmd("NOOP").startswith("200")


@pytest.mark.parametrize("options", [[], ["-P", "-"], ["-P", "-", "--disable-eprt"], ["--disable-epsv"]],
                         ids=["EPSV", "EPRT", "PORT", "PASV"])
def test_curl_fetches_and_stores(run, service, tmp_path, options):
    assert run("curl", "-sS", *options, url(service, "/photo.png")) == service.store.read("/photo.png")
    assert run("curl", "-sS", *options, url(service, "/empty.txt")) == b""
    assert b"two  spaces.txt" in run("curl", "-sS", *options, url(service, "/pub/talks/"))
    (tmp_path / "up").write_bytes(b"up\r\n\xff")
    run("curl", "-sS", *options, "-T", tmp_path / "up", url(service, "/incoming/a%20b%20%C3%A9"))
    assert service.store.read("/incoming/a b é") == b"up\r\n\xff"


def test_curl_resumes_both_ways(run, service, tmp_path):
    whole = service.store.read("/photo.png")
    part = tmp_path / "part.png"
    part.write_bytes(whole[:123456])
    run("curl", "-sS", "-C", "-", "-o", part, url(service, "/photo.png"))
    assert part.read_bytes() == whole
    service.store.write("/incoming/part.png", whole[:1000])
    run("curl", "-sS", "-C", "-", "-T", part, url(service, "/incoming/part.png"))
    assert service.store.read("/incoming/part.png") == whole
    run("curl", "-sS", "-a", "-T", part, url(service, "/incoming/part.png"))
    assert service.store.read("/incoming/part.png") == whole + whole


def test_curl_in_text_mode_and_with_commands(run, service):
    fetched = run("curl", "-sS", "-B", url(service, "/notes.txt", "anonymous:me"))
    assert fetched.replace(b"\r\n", b"\n") == service.store.read("/notes.txt")
    run("curl", "-sS", "-Q", "RNFR notes.txt", "-Q", "RNTO n.txt", "-Q", "MKD a", url(service))
    assert service.store.entry("/a").is_folder and service.store.entry("/n.txt").size
    head = run("curl", "-sS", "-I", url(service, "/photo.png"))
    assert b"Content-Length: 307608" in head and b"Last-Modified: Fri, 19 Aug 2005" in head


@pytest.fixture
def lftp(run, service, tmp_path):
    """lftp("get x; ...") runs lftp with these commands; the first that fails ends it."""
    setting = "set net:max-retries 1; set net:timeout 20; set cmd:fail-exit yes; set xfer:clobber yes; "
    return lambda commands: run("lftp", "-e", setting + commands + "; bye", url(service), cwd=tmp_path)


@pytest.mark.parametrize("mode", ["set ftp:prefer-epsv yes", "set ftp:prefer-epsv no", "set ftp:passive-mode no",
                                  "set ftp:use-mlsd no", "set ftp:sync-mode no"])
def test_lftp_mirrors_both_ways(lftp, service, tmp_path, mode):
    lftp(mode + "; mirror -P 3 / here; mirror -R -P 3 here /incoming/back")
    assert files_below(tmp_path / "here") == {
        path: data for path, data in tree(service).items() if not path.startswith("/incoming/")}
    assert tree(service, "/incoming/back") == files_below(tmp_path / "here")
    times = os.stat(str(tmp_path / "here" / "photo.png")).st_mtime
    assert abs(times - service.store.entry("/photo.png").modified) < 86400


def test_lftp_resumes_renames_and_removes(lftp, service, tmp_path):
    whole = service.store.read("/photo.png")
    (tmp_path / "photo.png").write_bytes(whole[:5000])
    service.store.write("/incoming/photo.png", whole[:7000])
    lftp("get -c photo.png; put -c -O incoming photo.png; mv notes.txt 'für uns.txt'; "
         "mkdir -p a/b; put -O a/b photo.png; rm -r a; rm empty.txt; mput -O pub photo.*; mget -O . pub/talks/*.txt")
    assert (tmp_path / "photo.png").read_bytes() == whole == service.store.read("/incoming/photo.png")
    assert "/für uns.txt" in tree(service) and "/empty.txt" not in tree(service)
    assert service.store.read("/pub/photo.png") == whole
    assert {name for name in os.listdir(str(tmp_path)) if name.endswith(".txt")} == {
        entry.name for entry in service.store.entries("/pub/talks")}


def test_wget_fetches_everything(run, service, tmp_path):
    run("wget", "-q", "-r", "-nH", "-P", tmp_path / "here", url(service), cwd=tmp_path)
    assert files_below(tmp_path / "here") == tree(service)


def test_wget_goes_on_where_it_stopped(run, service, tmp_path):
    whole = service.store.read("/pub/images/boot-floppy.img")
    (tmp_path / "boot-floppy.img").write_bytes(whole[:1000000])
    run("wget", "-q", "-c", url(service, "/pub/images/boot-floppy.img"), cwd=tmp_path)
    assert (tmp_path / "boot-floppy.img").read_bytes() == whole


def test_a_client_that_types_by_hand(service):
    """Bare line feeds, as `nc` sends them, and all commands at once."""
    with socket.create_connection((service.host, service.port)) as conn:
        conn.sendall(b"USER anonymous\nPASS me\nPWD\nQUIT\n")
        said = b"".join(iter(lambda: conn.recv(1000), b""))
    assert [line[:3] for line in said.splitlines()] == [b"220", b"331", b"230", b"257", b"221"]

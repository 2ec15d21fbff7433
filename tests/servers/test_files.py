"""The file tree: what it holds, what it refuses, and that a seed gives the same bytes everywhere."""

import hashlib
import struct
import threading
import zlib

import pytest

from bundle.servers.stores import files
from bundle.servers.stores.files import BadName, FileTree, Full, NameTaken, NoSuchName, NotEmpty, Refused, WrongKind

FINGERPRINTS = {0: "92a0", 7: "8358"}    # of all names, sizes, times and bytes; the same on every Python


@pytest.fixture
def tree():
    tree = FileTree(clock=lambda: 1000)
    tree.make_folder("/pub")
    tree.write("/pub/a.txt", b"one\n", modified=5)
    return tree


def fingerprint(tree):
    digest = hashlib.sha256()
    for path in tree.walk():
        entry = tree.entry(path)
        digest.update(repr((path, entry.size, entry.modified)).encode("utf-8") + tree.read(path))
    return digest.hexdigest()[:4]


@pytest.mark.parametrize("seed", FINGERPRINTS)
def test_a_seed_gives_the_same_tree_on_every_python(seed):
    assert fingerprint(files.make(seed)) == FINGERPRINTS[seed]


@pytest.mark.parametrize("seed", range(5))
def test_the_practice_tree_has_one_of_everything(seed):
    tree = files.make(seed)
    contents = {path: tree.read(path) for path in tree.walk()}
    sizes = sorted(len(data) for data in contents.values())
    assert sizes[0] == 0 and sizes[-1] == 1474560 and 300000 < sizes[-2] < 320000
    assert set(contents["/all-bytes.bin"]) == set(range(256))
    assert contents["/notes.txt"].count(b"\n") > 10 and b"\r" not in contents["/notes.txt"]
    assert contents["/minutes.txt"].count(b"\n") == contents["/minutes.txt"].count(b"\r\n") > 10
    assert any(" " in path for path in contents) and any(not path.isascii() for path in contents)
    assert tree.entries("/incoming") == []
    assert all(entry.modified < 1141000000 for entry in tree.entries("/"))


def test_the_photo_is_a_picture():
    data = files.make(3).read("/photo.png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82")
    at = data.index(b"IDAT")
    length, = struct.unpack("!I", data[at - 4:at])
    assert len(zlib.decompress(data[at + 4:at + 4 + length])) == 320 * (1 + 3 * 320)


@pytest.mark.parametrize("folder, name, path", [
    ("/pub", "a.txt", "/pub/a.txt"),
    ("/pub", "/a.txt", "/a.txt"),
    ("/pub", "..", "/"),
    ("/pub", "../../../../etc/passwd", "/etc/passwd"),
    ("/", "../..", "/"),
    ("/pub", "./x/./../y//z/", "/pub/y/z"),
    ("/", "...", "/..."),
    ("/", "C:\\autoexec.bat", "/C:\\autoexec.bat"),
    ("/", "é ü", "/é ü"),
    ("/", "%2e%2e/x", "/%2e%2e/x"),
])
def test_a_name_stays_in_the_tree(folder, name, path):
    assert files.resolve(folder, name) == path


@pytest.mark.parametrize("name", [
    pytest.param("a\0b", id="NUL"),
    pytest.param("a\rb", id="CR"),
    pytest.param("a\nb", id="LF"),
    pytest.param("\x7f", id="DEL"),
    pytest.param("\x85", id="C1 control"),
    pytest.param("caf\udce9", id="not UTF-8"),
    pytest.param("x" * 256, id="too long"),
    pytest.param("é" * 128, id="too long in UTF-8"),
    pytest.param("a/" * 33, id="too deep"),
])
def test_a_name_that_no_file_can_have(name):
    with pytest.raises(BadName):
        files.resolve("/", name)


@pytest.mark.parametrize("error, action", [
    (NoSuchName, lambda tree: tree.read("/pub/b.txt")),
    (NoSuchName, lambda tree: tree.read("/pub/a.txt/b")),
    (NoSuchName, lambda tree: tree.remove("/b")),
    (NoSuchName, lambda tree: tree.rename("/b", "/c")),
    (NoSuchName, lambda tree: tree.upload("/nowhere/x")),
    (NoSuchName, lambda tree: tree.make_folder("/nowhere/x")),
    (WrongKind, lambda tree: tree.read("/pub")),
    (WrongKind, lambda tree: tree.read("/")),
    (WrongKind, lambda tree: tree.upload("/pub")),
    (WrongKind, lambda tree: tree.upload("/")),
    (WrongKind, lambda tree: tree.upload("/pub/a.txt/x")),
    (WrongKind, lambda tree: tree.entries("/pub/a.txt")),
    (WrongKind, lambda tree: tree.remove("/pub")),
    (WrongKind, lambda tree: tree.remove_folder("/pub/a.txt")),
    (NameTaken, lambda tree: tree.make_folder("/pub")),
    (NameTaken, lambda tree: tree.rename("/pub/a.txt", "/pub")),
    (NotEmpty, lambda tree: tree.remove_folder("/pub")),
    (NotEmpty, lambda tree: tree.remove_folder("/")),
    (BadName, lambda tree: tree.rename("/pub", "/pub/inside")),
    (BadName, lambda tree: tree.rename("/", "/new")),
    (Refused, lambda tree: tree.upload("/pub/a.txt", keep=5)),
])
def test_what_cannot_be_is_refused_and_changes_nothing(tree, error, action):
    before = fingerprint(tree)
    with pytest.raises(error):
        action(tree)
    assert fingerprint(tree) == before


def test_the_empty_root_stays():
    with pytest.raises(BadName):
        FileTree().remove_folder("/")


def test_a_file_is_written_resumed_appended_and_cut(tree):
    tree.upload("/pub/a.txt", keep=None).write(b"two\n")
    assert tree.read("/pub/a.txt") == b"one\ntwo\n"
    tree.upload("/pub/a.txt", keep=2).write(b"ly")
    assert tree.read("/pub/a.txt") == b"only"
    tree.upload("/pub/a.txt")
    assert tree.read("/pub/a.txt") == b"" and tree.entry("/pub/a.txt").modified == 1000


def test_a_file_takes_the_place_of_another(tree):
    tree.write("/b", b"b")
    tree.rename("/b", "/pub/a.txt")
    assert tree.read("/pub/a.txt") == b"b" and tree.walk() == ["/pub/a.txt"]


def test_a_folder_moves_with_what_is_in_it(tree):
    tree.rename("/pub", "/public")
    tree.rename("/public", "/public")
    assert tree.walk() == ["/public/a.txt"]


def test_an_upload_into_a_deleted_file_goes_nowhere(tree):
    upload = tree.upload("/pub/a.txt")
    tree.remove("/pub/a.txt")
    with pytest.raises(NoSuchName):
        upload.write(b"late")
    tree.remove_folder("/pub")


def test_room_is_bounded_and_comes_back():
    tree = FileTree(most_bytes=100, most_entries=3)
    upload = tree.upload("/a")
    upload.write(b"x" * 90)
    with pytest.raises(Full):
        upload.write(b"y" * 11)
    assert tree.read("/a") == b"x" * 90
    tree.upload("/a", keep=50)
    tree.write("/b", b"z" * 50)
    tree.remove("/a")
    tree.write("/c", b"z" * 50)
    tree.make_folder("/d")
    with pytest.raises(Full):
        tree.make_folder("/e")
    tree.rename("/c", "/b")
    tree.make_folder("/e")


def test_uploads_of_many_threads_lose_nothing():
    tree = FileTree(most_bytes=20 * 1000)

    def write(number):
        upload = tree.upload("/{}".format(number))
        for _ in range(100):
            upload.write(b"0123456789")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [tree.read(path) for path in tree.walk()] == [b"0123456789" * 100] * 20
    with pytest.raises(Full):
        tree.write("/more", b"x")

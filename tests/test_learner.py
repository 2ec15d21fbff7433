"""The learner's folder and progress: nothing of the learner's is ever overwritten or lost, whatever happens
to it."""

import json
import os
import subprocess
import sys
import threading

import pytest

from bundle import course
from bundle.learner import Folder, Progress, Unwritable

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@pytest.fixture
def exercise(tmp_path):
    """An exercise with a starter and data, in a folder of a course."""
    folder = tmp_path / "course" / "2-clients" / "04-pop-peek"
    (folder / "data" / "mail").mkdir(parents=True)
    (folder / "task.md").write_text("---\ntitle: Peek\nkind: client\nminutes: 20\n---\nPeek at é.\n", encoding="utf-8")
    (folder / "pop_peek.py").write_bytes(b"# starter\n")
    (folder / "data" / "names.txt").write_bytes(b"a\r\nb\n")
    (folder / "data" / "mail" / "1.eml").write_bytes(b"mail")
    return course.Exercise(str(folder), 2)


@pytest.fixture
def folder(tmp_path):
    return Folder(str(tmp_path / "work"))


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def write(data, *path):
    with open(os.path.join(*path), "wb") as file:
        file.write(data)


# The folder

@pytest.mark.parametrize("option, environ, expected", [
    pytest.param("given", {"NETPROG_DIR": "other"}, "given", id="--dir comes first"),
    pytest.param(None, {"NETPROG_DIR": "other"}, "other", id="then NETPROG_DIR"),
    pytest.param(None, {"NETPROG_DIR": ""}, os.path.join("home", "netprog"), id="an empty NETPROG_DIR is none"),
    pytest.param(None, {}, os.path.join("home", "netprog"), id="then the home folder"),
    pytest.param("~/here", {}, os.path.join("home", "here"), id="a tilde that the shell left"),
])
def test_which_folder(tmp_path, monkeypatch, option, environ, expected):
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = Folder.choose(option, environ)
    assert folder.path == str(tmp_path / expected)
    assert not folder.existed
    assert not os.path.exists(folder.path), "asking where it is makes nothing"


@pytest.mark.parametrize("option, words", [
    pytest.param("", "--dir needs", id="empty"),
    pytest.param("file", "is a file", id="a file"),
])
def test_a_folder_that_is_none(tmp_path, monkeypatch, option, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable, match=words):
        Folder.choose(option, {})


def test_prepare_puts_what_is_missing_and_says_what(folder, exercise):
    names = folder.prepare(exercise)
    place = folder.folder_of(exercise)
    assert place == os.path.join(folder.path, "2-clients", "04-pop-peek")
    assert sorted(names) == sorted(["pop_peek.py", "task.md", "names.txt", os.path.join("mail", "1.eml")])
    assert read(folder.file_of(exercise)) == b"# starter\n"
    assert read(place, "names.txt") == b"a\r\nb\n"
    assert read(place, "task.md") == "Peek at é.\n".encode()
    assert folder.prepare(exercise) == []


def test_prepare_overwrites_nothing(folder, exercise):
    folder.prepare(exercise)
    write(b"mine", folder.file_of(exercise))
    os.unlink(os.path.join(folder.folder_of(exercise), "names.txt"))
    assert folder.prepare(exercise) == ["names.txt"]
    assert read(folder.file_of(exercise)) == b"mine"


def test_reset_keeps_every_old_file(folder, exercise):
    folder.prepare(exercise)
    assert folder.reset(exercise) is None, "the starter itself needs no keeping"
    kept = []
    for text in (b"first", b"second"):
        write(text, folder.file_of(exercise))
        kept.append(folder.reset(exercise))
        assert read(folder.file_of(exercise)) == b"# starter\n"
    assert [read(path) for path in kept] == [b"first", b"second"]
    assert [os.path.basename(path) for path in kept] == ["pop_peek.old-1.py", "pop_peek.old-2.py"]


def test_reset_of_what_was_never_there(folder, exercise):
    assert folder.reset(exercise) is None
    assert read(folder.file_of(exercise)) == b"# starter\n"


def test_a_place_that_cannot_be_written_is_told(tmp_path, exercise):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable, match="I cannot write in .*--dir"):
        Folder(str(tmp_path / "file" / "work")).prepare(exercise)


# Progress

def test_progress_is_there_again(folder):
    assert not folder.existed
    progress = Progress(folder)
    assert (progress.state("2.04"), progress.hints_shown("2.04"), progress.place(2), progress.place()) == ("new", 0, None, None)
    progress.mark_started("2.02")
    progress.mark_passed("2.04")
    progress.mark_started("2.04")
    progress.show_hint("2.04", 2)
    progress.show_hint("2.04", 1)
    progress.set_place(2, "2.04")
    again = Progress(Folder(folder.path))
    assert again.folder.existed
    assert (again.state("2.02"), again.state("2.04"), again.state("2.06")) == ("started", "passed", "new")
    assert (again.hints_shown("2.04"), again.place(2), again.place(1), again.place()) == (2, "2.04", None, "2.04")
    assert progress.notices == again.notices == []


def test_what_does_not_change_anything_writes_nothing(folder):
    progress = Progress(folder)
    progress.mark_passed("2.04")
    before = os.stat(os.path.join(folder.path, "progress.json")).st_mtime_ns
    progress.mark_passed("2.04")
    progress.mark_started("2.04")
    assert os.stat(os.path.join(folder.path, "progress.json")).st_mtime_ns == before


def test_keys_of_a_later_version_are_kept(folder):
    Progress(folder).mark_passed("1.01")
    path = os.path.join(folder.path, "progress.json")
    data = json.loads(read(path))
    data["later"] = {"a": 1}
    data["exercises"]["1.01"]["stars"] = 3
    data["exercises"]["9.99"] = {"state": "perfected"}
    write(json.dumps(data).encode(), path)
    progress = Progress(folder)
    assert progress.state("9.99") == "started"
    progress.mark_started("1.03")
    for name in ("progress.json", "progress.backup.json"):
        data = json.loads(read(folder.path, name))
        assert data["later"] == {"a": 1}
        assert data["exercises"]["1.01"] == {"state": "passed", "stars": 3}
        assert data["exercises"]["9.99"] == {"state": "perfected"}


def test_two_sessions_lose_nothing(folder):
    one, two = Progress(folder), Progress(folder)
    one.mark_passed("1.01")
    two.mark_passed("1.03")
    one.show_hint("1.05", 1)
    two.refresh()
    for progress in (two, Progress(folder)):
        assert (progress.state("1.01"), progress.state("1.03"), progress.hints_shown("1.05")) == ("passed", "passed", 1)


DAMAGES = [
    pytest.param(b"", id="empty"),
    pytest.param(b"\0" * 200, id="zeros, as after a power cut"),
    pytest.param(b'{"exercises": {"1.0', id="cut"),
    pytest.param(b"[1, 2]", id="a list"),
    pytest.param(b'{"exercises": []}', id="exercises are a list"),
    pytest.param(b'{"exercises": {"1.01": "passed"}}', id="a record is a word"),
    pytest.param(b'{"places": 7}', id="places are a number"),
    pytest.param(b"\xff\xfe{\0}\0", id="not UTF-8"),
    pytest.param(b"[" * 100000, id="nested without end"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_restored(folder, damage):
    Progress(folder).mark_passed("1.01")
    write(damage, folder.path, "progress.json")
    progress = Progress(folder)
    assert progress.state("1.01") == "passed"
    assert len(progress.notices) == 1 and "restored from the backup" in progress.notices[0]
    assert read(folder.path, "progress.damaged-1.json") == damage
    assert Progress(folder).notices == [], "it is whole again"


@pytest.mark.parametrize("damage", DAMAGES)
def test_with_both_files_damaged_the_folders_still_count(folder, exercise, damage):
    folder.prepare(exercise)
    Progress(folder).mark_passed("2.04")
    for name in ("progress.json", "progress.backup.json"):
        write(damage, folder.path, name)
    progress = Progress(folder)
    assert progress.state("2.04") == "started"
    assert len(progress.notices) == 1 and "Check one again" in progress.notices[0]
    assert read(folder.path, "progress.damaged-1.json") == damage
    assert read(folder.path, "progress.backup.damaged-1.json") == damage


def test_damage_while_a_session_runs(folder):
    progress = Progress(folder)
    progress.mark_passed("1.01")
    write(b"{", folder.path, "progress.json")
    progress.mark_passed("1.03")
    again = Progress(folder)
    assert (again.state("1.01"), again.state("1.03")) == ("passed", "passed")
    assert "restored from the backup" in progress.notices[0]


def test_a_lost_file_is_restored_from_the_backup(folder):
    Progress(folder).mark_passed("1.01")
    os.unlink(os.path.join(folder.path, "progress.json"))
    progress = Progress(folder)
    assert progress.state("1.01") == "passed"
    assert "missing" in progress.notices[0]


def test_a_damaged_backup_alone_is_mended_by_the_next_change(folder):
    progress = Progress(folder)
    progress.mark_passed("1.01")
    write(b"{", folder.path, "progress.backup.json")
    progress.mark_passed("1.03")
    assert read(folder.path, "progress.backup.json") == read(folder.path, "progress.json")


def test_where_nothing_can_be_written_the_session_still_knows(tmp_path):
    (tmp_path / "file").write_text("")
    progress = Progress(Folder(str(tmp_path / "file" / "work")))
    progress.mark_passed("1.01")
    progress.show_hint("1.01", 2)
    progress.set_place(1, "1.01")
    assert (progress.state("1.01"), progress.hints_shown("1.01"), progress.place()) == ("passed", 2, "1.01")
    assert len(progress.notices) == 1 and "Your progress is not kept" in progress.notices[0]


def test_a_folder_that_is_read_only_for_a_while(folder, monkeypatch):
    Progress(folder).mark_passed("1.01")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")
    with monkeypatch.context() as read_only:
        read_only.setattr("bundle.progress.put", refuse)    # permissions would not bind root
        progress = Progress(folder)
        progress.mark_passed("1.03")
        progress.mark_passed("1.05")
        assert [progress.state(ex_id) for ex_id in ("1.01", "1.03", "1.05")] == ["passed"] * 3
        assert len(progress.notices) == 1 and "Permission denied" in progress.notices[0]
    progress.mark_passed("2.02")
    assert [Progress(folder).state(ex_id) for ex_id in ("1.03", "1.05", "2.02")] == ["passed"] * 3


def test_the_reason_is_that_of_the_folder_that_cannot_be_made(folder, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr("os.makedirs", refuse)
    progress = Progress(folder)
    progress.mark_started("1.01")
    progress.mark_passed("1.01")
    assert progress.state("1.01") == "passed"
    (notice,) = progress.notices
    assert "Permission denied" in notice and "No such file" not in notice


def test_a_progress_file_that_cannot_be_read_is_not_taken_for_damaged(folder):
    Progress(folder).mark_passed("1.01")
    path = os.path.join(folder.path, "progress.json")
    os.unlink(path)
    os.mkdir(path)      # reading it is an error, whoever runs the tests
    progress = Progress(folder)
    progress.mark_passed("1.03")
    assert progress.state("1.03") == "passed"
    assert len(progress.notices) == 1 and "cannot be read" in progress.notices[0]
    assert os.path.isdir(path)


WRITER = """
import sys
from bundle.learner import Folder, Progress
progress = Progress(Folder(sys.argv[1]))
for number in range(20):
    progress.mark_passed("%s.%02d" % (sys.argv[2], number))
"""


def test_processes_that_write_at_once_lose_nothing(folder):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, folder.path, name], cwd=ROOT) for name in "123"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    progress = Progress(folder)
    assert [progress.state("%s.%02d" % (name, number)) for name in "123" for number in range(20)] == ["passed"] * 60


def test_threads_that_write_at_once_lose_nothing(folder):
    def write_some(name):
        progress = Progress(folder)
        for number in range(10):
            progress.mark_passed("%s.%02d" % (name, number))
    threads = [threading.Thread(target=write_some, args=(name,)) for name in "12"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    progress = Progress(folder)
    assert [progress.state("%s.%02d" % (name, number)) for name in "12" for number in range(10)] == ["passed"] * 20


HOLDER = """
import sys
from bundle.keeping import Lock
Lock(sys.argv[1], print).__enter__()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_ends_with_the_process_that_held_it(folder):
    os.mkdir(folder.path)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, os.path.join(folder.path, "progress.lock")], cwd=ROOT,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout.readline().strip() == b"held"
        holder.kill()
    progress = Progress(folder)
    progress.mark_passed("1.01")
    assert progress.notices == []


def test_a_lock_that_is_never_given_back_does_not_hang_us(folder, monkeypatch):
    from bundle import keeping
    monkeypatch.setattr(keeping, "LOCK_SECONDS", 0.05)
    os.mkdir(folder.path)
    with keeping.Lock(os.path.join(folder.path, "progress.lock"), print):
        progress = Progress(folder)
        progress.mark_passed("1.01")
    assert progress.state("1.01") == "passed"
    assert "went on without it" in progress.notices[0]


def test_a_copy_killed_while_writing_leaves_whole_files(folder):
    """Kill it at many moments: what is there is always whole."""
    Progress(folder).mark_passed("1.01")
    for turn in range(8):
        writer = subprocess.Popen([sys.executable, "-c", WRITER.replace("range(20)", "range(10000)"), folder.path, str(turn)],
                                  cwd=ROOT)
        with writer:
            threading.Event().wait(0.05 + 0.03 * turn)
            writer.kill()
    progress = Progress(folder)
    assert progress.state("1.01") == "passed"
    assert progress.notices == []

import os
import queue

import pytest

from bundle.guiding.events import Gone, Resized, Saved
from bundle.guiding.watcher import PATIENCE, Watched, Watcher


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file.py"
    path.write_text("one\n")
    os.utime(str(path), (1000, 1000))
    return path


def after(file, *changes):
    """What a Watched says after each change."""
    watched = Watched(str(file))
    said = []
    for change in changes:
        change()
        said.append(watched.change())
    return said


def write(file, text, at=None):
    def do():
        file.write_text(text)
        if at:
            os.utime(str(file), (at, at))
    return do


def nothing():
    pass


def test_nothing_happened(file):
    assert after(file, nothing, nothing) == [None, None]


@pytest.mark.parametrize("text, at", [("two\n", 2000), ("three\n", 1000), ("one\n", 2000), ("two\n", 500)],
                         ids=["written", "another size at the same time", "saved as it was", "an older copy"])
def test_a_save(file, text, at):
    assert after(file, write(file, text, at), nothing) == [Saved(str(file)), None]


def test_a_save_within_the_drives_own_tick_is_seen_by_its_content(file):
    import time

    now = int(time.time())
    write(file, "one\n", now)()
    assert after(file, write(file, "two\n", now), nothing) == [Saved(str(file)), None]


def test_a_file_that_is_put_in_place_whole(file, tmp_path):
    def replace():
        write(tmp_path / "new", "two\n", 2000)()
        os.replace(str(tmp_path / "new"), str(file))

    assert after(file, file.unlink, replace, nothing) == [None, Saved(str(file)), None]


def test_a_file_that_is_gone_is_told_once_and_its_return_is_a_save(file):
    said = after(file, file.unlink, *[nothing] * (PATIENCE + 1), write(file, "two\n", 2000))
    assert [event for event in said if event] == [Gone(str(file)), Saved(str(file))]


def test_an_editor_that_empties_the_file_first(file):
    assert after(file, write(file, "", 2000), write(file, "two\n", 2000)) == [None, Saved(str(file))]


def test_a_file_that_stays_empty_was_saved(file):
    said = after(file, write(file, "", 2000), *[nothing] * (PATIENCE + 3))
    assert [event for event in said if event] == [Saved(str(file))]


def test_a_folder_in_its_place(file):
    def change():
        file.unlink()
        file.mkdir()

    assert after(file, change)[0] == Saved(str(file))


def test_the_thread_tells_of_saves_and_of_the_size(file):
    sizes, events = [(80, 24)], queue.SimpleQueue()
    watcher = Watcher(events.put, lambda: sizes[-1])
    watcher.watch(str(file))
    watcher.start()
    try:
        write(file, "two\n", 2000)()
        assert events.get(timeout=10) == Saved(str(file))
        sizes.append((40, 20))
        assert events.get(timeout=10) == Resized()
    finally:
        watcher.stop()
    assert not watcher.thread.is_alive()

"""The race of 3.09 is no matter of luck: the naive book loses an entry each time, the locked one never."""

import concurrent.futures
import os

import pytest

from bundle import checking, course

TIMES = 20
AT_ONCE = 3     # a check waits more than it computes
BOOK = course.find("3.09")


@pytest.mark.parametrize("program, diagnosis", [
    pytest.param("wrong/naive_json.py", "lost-update", id="read, think, write"),
    pytest.param("wrong/locks_the_writing.py", "locked-late", id="a lock around the writing alone"),
    pytest.param("right/lock_file_expires.py", None, id="a lock file around all of it"),
    pytest.param("solution.py", None, id="sqlite3"),
])
def test_twenty_times_of_twenty(program, diagnosis):
    file = os.path.join(BOOK.folder, *program.split("/"))

    def race(seed):
        return checking.check(BOOK, file, seed=seed, only="two-at-once").diagnosis
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        assert list(pool.map(race, range(TIMES))) == [diagnosis] * TIMES

"""Our bunzip, for a Python without bz2, reads what bz2 packed."""

import bz2
import importlib.util
import os
import random

import pytest

import building

PATH = os.path.join(list(building.__path__)[0], "start", "bunzip.py")
spec = importlib.util.spec_from_file_location("bunzip", PATH)
bunzip = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bunzip)


@pytest.mark.parametrize("data", [
    pytest.param(b"", id="nothing"),
    pytest.param(b"a", id="one-byte"),
    pytest.param(b"a" * 4, id="a-run-without-more"),
    pytest.param(b"a" * 259 + b"b", id="the-longest-run"),
    pytest.param(bytes(60000), id="many-runs"),
    pytest.param(bytes(range(256)) * 20, id="every-byte"),
    pytest.param(random.Random(1).randbytes(5000), id="nothing-repeats"),
    pytest.param(b"".join(b"%d, " % n for n in range(30000)), id="two-blocks"),
])
def test_it_unpacks_what_bz2_packed(data):
    assert bunzip.decompress(bz2.compress(data, 1)) == data


def test_other_data_is_refused():
    with pytest.raises(ValueError):
        bunzip.decompress(b"PK\3\4" + bytes(60))

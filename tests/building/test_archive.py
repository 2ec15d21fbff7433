"""The deflate and the zip file of our own, read back by zlib and zipfile."""

import io
import random
import zipfile
import zlib

import pytest

from building.archive import zip_bytes
from building.deflate import deflate


def fibonacci():
    """Frequencies that make Huffman codes as long as they get: longer than the 15 bits allowed, unless
    limited."""
    counts = [1, 1]
    while len(counts) < 22:
        counts.append(counts[-1] + counts[-2])
    data = [symbol for symbol, count in enumerate(counts) for _ in range(count)]
    random.Random(1).shuffle(data)
    return bytes(data)


def noise(length, alphabet=bytes(range(256))):
    choose = random.Random(length)
    return bytes(alphabet[choose.randrange(len(alphabet))] for _ in range(length))


@pytest.mark.parametrize("data", [
    pytest.param(b"", id="nothing"),
    pytest.param(b"a", id="one-literal"),
    pytest.param(b"aaaa", id="shortest-match"),
    *[pytest.param(b"a" * length, id="match-of-%d" % (length - 1))
      for length in (257, 258, 259, 260, 261, 1000)],
    pytest.param(b"abc" * 30000, id="many-longest-matches"),
    pytest.param(noise(3000) + bytes(32768 - 3000) + noise(3000), id="match-at-the-window's-end"),
    pytest.param(noise(3000) + bytes(32769 - 3000) + noise(3000), id="match-just-out-of-the-window"),
    pytest.param(noise(40000), id="nothing-repeats"),
    pytest.param(noise(60000, b"ab"), id="few-symbols"),
    pytest.param(fibonacci(), id="longest-codes"),
])
def test_zlib_unpacks_what_deflate_packed(data):
    assert zlib.decompress(deflate(data), -15) == data


def test_every_short_text_of_a_small_alphabet():
    for seed in range(300):
        data = noise(seed, b"abcd"[:seed % 4 + 1])
        assert zlib.decompress(deflate(data), -15) == data


def test_packs_nearly_as_tightly_as_zlib():
    with open(deflate.__code__.co_filename, "rb") as file:
        text = file.read() * 3
    assert len(deflate(text)) < 1.05 * len(zlib.compress(text, 9))


def test_zipfile_reads_members_prefix_and_permissions():
    data = zip_bytes([("a.txt", b"plain", False), ("b/c.txt", b"packed " * 50, True)], prefix=b"#!prefix\n")
    assert data.startswith(b"#!prefix\n")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            "a.txt": b"plain", "b/c.txt": b"packed " * 50}
        for info in archive.infolist():
            assert (info.date_time, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o100644)

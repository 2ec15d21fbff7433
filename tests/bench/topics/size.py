"""The size of the file, beside the limit for it and beside what is in it."""

import bz2
import os
import zipfile

from tests.bench.harness import Row, pyz

LIMIT = 400


def rows():
    size = os.path.getsize(pyz())
    with zipfile.ZipFile(pyz()) as outer:
        unpacked = len(bz2.decompress(outer.read("shiv.bz2")))
    yield Row("netprog.pyz", size / 1000, LIMIT, "%d kB unpacked" % (unpacked // 1000), unit="kB")

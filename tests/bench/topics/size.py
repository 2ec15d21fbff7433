"""The size of the file, beside the limit for it and beside what is in it."""

import bz2
import io
import os
import zipfile

from tests.bench.harness import Row, pyz

LIMIT = 400


def rows():
    size = os.path.getsize(pyz())
    with zipfile.ZipFile(pyz()) as outer:
        packed = bz2.decompress(outer.read("shiv.pyz.bz2"))
    with zipfile.ZipFile(io.BytesIO(packed)) as inner:
        unpacked = sum(info.file_size for info in inner.infolist())
    yield Row("netprog.pyz", size / 1000, LIMIT, "%d kB unpacked" % (unpacked // 1000), unit="kB")

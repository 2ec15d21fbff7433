"""The size of the file, beside the limit for it and beside what is in it."""

import io
import os
import zipfile

from tests.bench.harness import Row, pyz

LIMIT = 400


def rows():
    size = os.path.getsize(pyz())
    with zipfile.ZipFile(pyz()) as outer, zipfile.ZipFile(io.BytesIO(outer.read("shiv.pyz"))) as inner:
        unpacked = sum(info.file_size for info in inner.infolist())
    yield Row("netprog.pyz", size / 1000, LIMIT, "%d kB unpacked" % (unpacked // 1000), unit="kB")

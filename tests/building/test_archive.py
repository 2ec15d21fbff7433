"""The zip file of our own, read back by zipfile."""

import io
import zipfile

from building.archive import zip_bytes


def test_zipfile_reads_members_prefix_and_permissions():
    data = zip_bytes([("a.txt", b"plain"), ("b/c.txt", b"packed " * 50)], prefix=b"#!prefix\n")
    assert data.startswith(b"#!prefix\n")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            "a.txt": b"plain", "b/c.txt": b"packed " * 50}
        for info in archive.infolist():
            assert (info.date_time, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o100644)

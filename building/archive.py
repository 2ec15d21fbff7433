"""Writes a zip file of which every byte is decided here: no clock, no user's permissions, no platform.

zipfile itself would put the creating system and its own idea of flags in. No member is packed: zlib's output is not
the same everywhere, so that who wants one packed does it before, with bz2, of which there is one version.
"""

import binascii
import struct

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
STORED = 0
NEWLINE = 10
VERSION = 20                        # of the zip format
UNIX = 3 << 8                       # the system whose permissions follow
PERMISSIONS = (0o100644) << 16      # a plain file
TIME, DATE = 0, (0 << 9) | (1 << 5) | 1     # 1980-01-01 00:00, the first moment a zip file can say


def zip_bytes(members, prefix=b""):
    """[(name, data)] in the order given -> the whole file; `prefix` comes before the first member."""
    body, directory = [prefix], []
    offset = len(prefix)
    for name, data in members:
        name = name.encode("ascii")
        common = struct.pack("<HHHHHLLLHH", VERSION, 0, STORED, TIME, DATE, binascii.crc32(data),
                             len(data), len(data), len(name), 0)
        directory.append(CENTRAL + struct.pack("<H", UNIX | VERSION) + common
                         + struct.pack("<HHHLL", 0, 0, 0, PERMISSIONS, offset) + name)
        body += [LOCAL, common, name, data]
        offset += len(LOCAL) + len(common) + len(name) + len(data)
    # As in a PNG's first bytes: a newline in the directory's position, so that a copy made as text, with
    # other line ends, has a position which no reader accepts.
    padding = -(offset - NEWLINE) % 256
    body.append(bytes(padding))
    offset += padding
    entries = b"".join(directory)
    end = END + struct.pack("<HHHHLLH", 0, 0, len(directory), len(directory), len(entries), offset, 0)
    return b"".join(body) + entries + end

"""Writes a zip file of which every byte is decided here: no clock, no user's permissions, no platform.

zipfile itself would put the creating system and its own idea of flags in, and zlib's output is not the same
everywhere.
"""

import binascii
import struct

from building.deflate import deflate

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
STORED, DEFLATED = 0, 8
NEWLINE = 10
VERSION = 20                        # of the zip format: the first with deflate
UNIX = 3 << 8                       # the system whose permissions follow
PERMISSIONS = (0o100644) << 16      # a plain file
TIME, DATE = 0, (0 << 9) | (1 << 5) | 1     # 1980-01-01 00:00, the first moment a zip file can say


def zip_bytes(members, prefix=b""):
    """[(name, data, packed?)] in the order given -> the whole file; `prefix` comes before the first
    member."""
    body, directory = [prefix], []
    offset = len(prefix)
    for name, data, packed in members:
        name = name.encode("ascii")
        method, stored = (DEFLATED, deflate(data)) if packed else (STORED, data)
        common = struct.pack("<HHHHHLLLHH", VERSION, 0, method, TIME, DATE, binascii.crc32(data),
                             len(stored), len(data), len(name), 0)
        directory.append(CENTRAL + struct.pack("<H", UNIX | VERSION) + common
                         + struct.pack("<HHHLL", 0, 0, 0, PERMISSIONS, offset) + name)
        body += [LOCAL, common, name, stored]
        offset += len(LOCAL) + len(common) + len(name) + len(stored)
    # As in a PNG's first bytes: a newline in the directory's position, so that a copy made as text, with
    # other line ends, has a position which no reader accepts.
    padding = -(offset - NEWLINE) % 256
    body.append(bytes(padding))
    offset += padding
    entries = b"".join(directory)
    end = END + struct.pack("<HHHHLLH", 0, 0, len(directory), len(directory), len(entries), offset, 0)
    return b"".join(body) + entries + end

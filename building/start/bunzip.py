"""What bz2.decompress does, for a Python that was built without it (pyenv's often are). Some hundred times slower.

It trusts its input, of which the caller has compared the checksum.
"""

from bisect import bisect_left

BLOCK, END = 0x314159265359, 0x177245385090     # how a block, and the end of the stream, begin
LONGEST = 20                                    # bits of a Huffman code
GROUP = 50                                      # symbols that are written with the same table
RUNA, RUNB = 0, 1                               # the digits of a run's length


def decompress(data):
    """The bytes that bz2.compress(...) made `data` of."""
    bits = Bits(data)
    if bits.take(24) != 0x425A68:               # BZh
        raise ValueError("not bzip2 data")
    bits.take(8)                                # how long a block may be
    parts = []
    while bits.take(48) == BLOCK:
        parts.append(repeated(sorted_back(*symbols(bits))))
    return b"".join(parts)


class Bits:
    """The bits of `data`, most significant first."""

    def __init__(self, data):
        self.data = data + bytes(8)             # so that looking ahead never ends
        self.at = 0

    def look(self, count):
        byte, bit = divmod(self.at, 8)
        return int.from_bytes(self.data[byte:byte + 8], "big") >> (64 - bit - count) & (1 << count) - 1

    def take(self, count):
        value = self.look(count)
        self.at += count
        return value

    def count_ones(self):
        """How many 1s come before the next 0, which is taken, too."""
        count = 0
        while self.take(1):
            count += 1
        return count


def symbols(bits):
    """One block up to the move-to-front step, undone: its bytes, and the place at which its text begins."""
    bits.take(32 + 1)                           # its checksum; an old way to shuffle it, never used
    pointer = bits.take(24)
    rows = bits.take(16)
    used = [16 * row + column for row in range(16) if rows >> 15 - row & 1
            for mask in [bits.take(16)] for column in range(16) if mask >> 15 - column & 1]
    tables = bits.take(3)
    groups = bits.take(15)
    front = list(range(tables))
    selectors = []
    for _ in range(groups):
        front.insert(0, front.pop(bits.count_ones()))
        selectors.append(front[0])
    decoders = [decoder(code_lengths(bits, len(used) + 2)) for _ in range(tables)]
    out, run, digit = bytearray(), 0, 1
    for selector in selectors:
        limits, rows = decoders[selector]
        for _ in range(GROUP):
            ahead = bits.look(LONGEST)
            length, first, base, order = rows[bisect_left(limits, ahead + 1)]
            bits.at += length
            symbol = order[base + (ahead - first >> LONGEST - length)]
            if symbol <= RUNB:
                run, digit = run + (digit << symbol), digit * 2
                continue
            if run:
                out += bytes([used[0]]) * run
                run, digit = 0, 1
            if symbol == len(used) + 1:         # the end of the block
                return out, pointer
            used.insert(0, used.pop(symbol - 1))
            out.append(used[0])
    raise ValueError("a block without an end")


def code_lengths(bits, count):
    length, lengths = bits.take(5), []
    for _ in range(count):
        while bits.take(1):
            length += -1 if bits.take(1) else 1
        lengths.append(length)
    return lengths


def decoder(lengths):
    """What finds the symbol that the next bits stand for: (the end of the codes of each length, what to know of
    them: length, first code, place of its symbol in the order, the order)."""
    order = sorted(range(len(lengths)), key=lambda symbol: (lengths[symbol], symbol))
    limits, rows, code, base = [], [], 0, 0
    for length in sorted(set(lengths)):
        count = lengths.count(length)
        limits.append(code + (count << LONGEST - length))
        rows.append((length, code, base, order))
        code, base = limits[-1], base + count
    return limits, rows


def sorted_back(last, pointer):
    """Undo the Burrows-Wheeler transform: `last` is the last column of all sorted rotations of the text."""
    starts, total = [0] * 256, 0
    for byte in range(256):
        starts[byte], total = total, total + last.count(byte)
    following = [0] * len(last)
    for at, byte in enumerate(last):
        following[starts[byte]] = at
        starts[byte] += 1
    out = bytearray()
    at = following[pointer]
    for _ in range(len(last)):
        out.append(last[at])
        at = following[at]
    return out


def repeated(data):
    """Undo the first step: after four equal bytes comes a count of more of them."""
    out, same, before = bytearray(), 0, -1
    for byte in data:
        if same == 4:
            out += bytes([before]) * byte
            same, before = 0, -1
            continue
        same = same + 1 if byte == before else 1
        before = byte
        out.append(byte)
    return bytes(out)

"""Deflate (RFC 1951) in Python, because the same input must give the same file everywhere.

zlib promises what its output unpacks to, not which bytes it is: zlib, zlib-ng and their versions differ, and
each Python links its own. This one is slower and packs nearly as tightly. It knows nothing of zip files.
"""

WINDOW = 32768          # section 2: how far back a match may begin
SHORTEST, LONGEST = 3, 258
CANDIDATES = 48         # earlier places tried for a match: more is slower and packs tighter
GOOD = 32               # a match this long is taken without looking one byte further
BLOCK = 12000           # tokens (literals and matches) that share one pair of Huffman codes
END_OF_BLOCK = 256


def _bases(extra_bits, first):
    """[(first value, extra bits)] of a table of section 3.2.5, from how many codes have how many extra
    bits."""
    table, base = [], first
    for bits in extra_bits:
        table.append((base, bits))
        base += 1 << bits
    return table


LENGTHS = _bases([0] * 8 + [bits for bits in range(1, 6) for _ in range(4)], 3)
LENGTHS[-1] = (LONGEST - 31, 5)     # length 258 has a code of its own, 285, without extra bits
LENGTHS.append((LONGEST, 0))
DISTANCES = _bases([0] * 4 + [bits for bits in range(1, 14) for _ in range(2)], 1)
CODE_LENGTH_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)     # section 3.2.7


def _code_of(table, limit):
    """A list that maps a value below `limit` to its place in `table`."""
    places, place = [], 0
    for value in range(limit):
        while place + 1 < len(table) and table[place + 1][0] <= value:
            place += 1
        places.append(place)
    return places


LENGTH_CODE = _code_of(LENGTHS, LONGEST + 1)
DISTANCE_CODE = _code_of(DISTANCES, WINDOW + 1)


def deflate(data):
    """bytes -> the same as a raw deflate stream (no zlib header), the same on every machine."""
    out = _Bits()
    tokens = _tokens(data)
    for start in range(0, len(tokens), BLOCK):
        _write_block(out, tokens[start:start + BLOCK], last=start + BLOCK >= len(tokens))
    if not tokens:
        _write_block(out, [], last=True)
    return out.finish()


class _Bits:
    """Bits put together to bytes, the least significant first (section 3.1.1)."""

    def __init__(self):
        self.done = bytearray()
        self.value = 0
        self.count = 0

    def put(self, value, count):
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.done.append(self.value & 255)
            self.value >>= 8
            self.count -= 8

    def finish(self):
        if self.count:
            self.put(0, 8 - self.count)
        return bytes(self.done)


def _tokens(data):
    """The data as literals (int) and matches (length, distance); a match one byte later is preferred when
    longer."""
    seen = {}
    tokens = []
    at, end = 0, len(data)
    waiting = None      # the match found one byte ago, not yet taken
    while at < end:
        found = _longest_match(data, at, seen) if waiting is None or waiting[0] < GOOD else (0, 0)
        if waiting is not None and waiting[0] >= found[0]:
            tokens.append(waiting)
            for place in range(at, at + waiting[0] - 1):
                seen.setdefault(data[place:place + SHORTEST], []).append(place)
            at += waiting[0] - 1
            waiting = None
            continue
        if waiting is not None:
            tokens.append(data[at - 1])
        waiting = found if found[0] else None
        if waiting is None:
            tokens.append(data[at])
        seen.setdefault(data[at:at + SHORTEST], []).append(at)
        at += 1
    return tokens       # nothing is waiting: no match is as short as the last byte


def _longest_match(data, at, seen):
    """(length, distance) of the longest earlier copy of what stands at `at`; (0, 0) where there is none."""
    best, distance = 0, 0
    most = min(LONGEST, len(data) - at)
    if most < SHORTEST:
        return 0, 0
    for place in reversed(seen.get(data[at:at + SHORTEST], ())[-CANDIDATES:]):
        if at - place > WINDOW:
            break
        if best and data[place:place + best + 1] != data[at:at + best + 1]:
            continue
        length = max(best, SHORTEST)
        while length < most and data[place + length] == data[at + length]:
            length += 1
        if length > best:
            best, distance = length, at - place
            if best == most:
                break
    return best, distance


def _write_block(out, tokens, last):
    """One block with Huffman codes of its own (section 3.2.7)."""
    literal_counts, distance_counts = [0] * 286, [0] * 30
    literal_counts[END_OF_BLOCK] = 1
    for token in tokens:
        if isinstance(token, int):
            literal_counts[token] += 1
        else:
            literal_counts[257 + LENGTH_CODE[token[0]]] += 1
            distance_counts[DISTANCE_CODE[token[1]]] += 1
    if not any(distance_counts):
        distance_counts[0] = 1          # section 3.2.7: one distance code of one bit, when none is used
    literals, distances = _code_lengths(literal_counts, 15), _code_lengths(distance_counts, 15)

    out.put(1 if last else 0, 1)
    out.put(2, 2)
    _write_code_lengths(out, literals, distances)
    literal_codes, distance_codes = _codes(literals), _codes(distances)
    for token in tokens:
        if isinstance(token, int):
            out.put(*literal_codes[token])
            continue
        for value, place, table, codes, first in (
                (token[0], LENGTH_CODE[token[0]], LENGTHS, literal_codes, 257),
                (token[1], DISTANCE_CODE[token[1]], DISTANCES, distance_codes, 0)):
            base, extra = table[place]
            out.put(*codes[first + place])
            out.put(value - base, extra)
    out.put(*literal_codes[END_OF_BLOCK])


def _write_code_lengths(out, literals, distances):
    """The head of a block: how many bits each code has, itself run-length and Huffman coded."""
    while len(literals) > 257 and not literals[-1]:
        literals = literals[:-1]
    while len(distances) > 1 and not distances[-1]:
        distances = distances[:-1]
    runs = _runs(literals + distances)
    counts = [0] * 19
    for symbol, _, _ in runs:
        counts[symbol] += 1
    lengths = _code_lengths(counts, 7)
    codes = _codes(lengths)
    order = list(CODE_LENGTH_ORDER)
    while len(order) > 4 and not lengths[order[-1]]:
        order.pop()
    out.put(len(literals) - 257, 5)
    out.put(len(distances) - 1, 5)
    out.put(len(order) - 4, 4)
    for symbol in order:
        out.put(lengths[symbol], 3)
    for symbol, value, bits in runs:
        out.put(*codes[symbol])
        out.put(value, bits)


def _runs(lengths):
    """[(symbol, extra value, extra bits)]: 16 repeats the length before, 17 and 18 are runs of zeros."""
    runs, at = [], 0
    while at < len(lengths):
        length, count = lengths[at], 1
        while at + count < len(lengths) and lengths[at + count] == length:
            count += 1
        at += count
        if length:
            runs.append((length, 0, 0))
            count -= 1
        while count >= 3:
            most, symbol, bits = (6, 16, 2) if length else (10, 17, 3) if count <= 10 else (138, 18, 7)
            take = min(count, most)
            runs.append((symbol, take - (11 if symbol == 18 else 3), bits))
            count -= take
        runs.extend([(length, 0, 0)] * count)
    return runs


def _code_lengths(counts, limit):
    """Bits for each symbol, none above `limit`, 0 for unused ones: the package-merge algorithm."""
    leaves = sorted((count, (symbol,)) for symbol, count in enumerate(counts) if count)
    lengths = [0] * len(counts)
    if len(leaves) == 1:
        lengths[leaves[0][1][0]] = 1
        return lengths
    packages = []
    for _ in range(limit):
        pairs = [(packages[i][0] + packages[i + 1][0], packages[i][1] + packages[i + 1][1])
                 for i in range(0, len(packages) - 1, 2)]
        packages = sorted(leaves + pairs)
    for _, symbols in packages[:2 * len(leaves) - 2]:
        for symbol in symbols:
            lengths[symbol] += 1
    return lengths


def _codes(lengths):
    """[(code with its bits reversed, bits)] for each symbol (section 3.2.2)."""
    codes, code = [(0, 0)] * len(lengths), 0
    for bits in range(1, 16):
        for symbol, length in enumerate(lengths):
            if length == bits:
                codes[symbol] = (int(format(code, "0%db" % bits)[::-1], 2), bits)
                code += 1
        code <<= 1
    return codes

"""What is in the practice file tree: small believable documents, pictures, one large file; made from a seed.

The names are always the same, the contents differ from seed to seed. Only random.Random's randrange and
getrandbits are used: they give the same numbers on every Python.
"""

import random
import struct
import zlib

FEBRUARY_2006 = 1140652800      # 2006-02-23 00:00 UTC: the day of the tutorial that this course goes back to
DAY = 86400

SENTENCES = """\
A socket is an end of a conversation, and a conversation has two.
The server speaks first here; most servers of that time did.
Nobody in the room had expected the cable to be the problem.
Port 21 carries the commands; the files travel beside them.
We counted the bytes twice, and the second time there was one more.
Lunch is at noon in the large hall, behind the registration desk.
The projector needs a minute to warm up, and so does the speaker.
If the line is silent, ask who has to speak next.
Bring a laptop, a charger and a little patience.
The last talk of the day was the one about time zones.
A reply begins with three digits; the first one says how it went.
The room was full before the coffee was ready.
Two clients asked for the same file, and both of them got it.
What was written in 1985 still answers when it is spoken to.
Somebody had left a note on the door: back in five minutes.
The test failed on Monday and passed on Tuesday, which worried us more.
Please return the adapters to the desk before you leave.
There are three ways to frame a message, and a fourth that fails.
The wireless network came back as soon as everyone had gone to lunch.
Reading until the end is easy; knowing that it was the end is not.
""".splitlines()

ABROAD = """\
Der Käse ist aus, die Grüße bleiben.
Ein Zeichen ist nicht immer ein Byte, sagte Jürgen.
Le café du coin ouvre à huit heures, même en février.
À bientôt, et n'oubliez pas les clés !
El niño preguntó por qué el año tenía una ñ.
Zażółć gęślą jaźń, a potem policz bajty.
日本語の文字は三バイトです。
Καλημέρα κόσμε, είπε ο υπολογιστής.
""".splitlines()

DISHES = ("Crème brûlée", "Soupe à l'oignon", "Gâteau au chocolat", "Salade niçoise", "Pâté en croûte",
          "Thé à la menthe")

RAMP = bytes(range(256)) * 2    # RAMP[n:n + 256] is a table for translate() that adds n to every byte


def fill(tree, seed):
    """Put the practice content of `seed` into an empty FileTree."""
    rng = random.Random(seed)
    for path in ("/incoming", "/pub", "/pub/images", "/pub/talks", "/pub/für alle"):
        tree.make_folder(path)
    for path, data in documents(rng):
        tree.write(path, data, FEBRUARY_2006 - rng.randrange(400) * DAY + rng.randrange(DAY))
    for path in ("/", "/incoming", "/pub", "/pub/images", "/pub/talks", "/pub/für alle"):
        tree.set_modified(path, FEBRUARY_2006 + rng.randrange(DAY))


def documents(rng):
    """Yield (path, bytes) for every file."""
    yield "/README.txt", text("Welcome to the practice file server.", rng, 3)
    yield "/all-bytes.bin", all_bytes(rng)
    yield "/empty.txt", b""
    yield "/minutes.txt", text("Minutes of the meeting", rng, 6).replace(b"\n", b"\r\n")
    yield "/notes.txt", text("Notes from the tutorial", rng, 9)
    yield "/photo.png", picture(rng, 320)
    yield "/pub/café menu.txt", menu(rng)
    yield "/pub/attendance.csv", attendance(rng)
    yield "/pub/images/logo.png", picture(rng, 48)
    yield "/pub/images/boot-floppy.img", floppy(rng)
    for number in range(1, 4):
        talk = text("Talk {}".format(number), rng, 4 + rng.randrange(8))
        yield "/pub/talks/talk-{}.txt".format(number), talk
    yield "/pub/talks/two  spaces.txt", text("A name with two spaces in a row", rng, 1)
    yield "/pub/für alle/Grüße.txt", text("Grüße", rng, 2, ABROAD)
    yield "/pub/für alle/日本語.txt", text("日本語", rng, 2, ABROAD)


def text(title, rng, paragraphs, sentences=SENTENCES):
    """A document of short lines, each ending with LF."""
    lines = [title, "=" * len(title)]
    for _ in range(paragraphs):
        lines.append("")
        for _ in range(2 + rng.randrange(4)):
            lines.append(sentences[rng.randrange(len(sentences))])
    return "".join(line + "\n" for line in lines).encode("utf-8")


def menu(rng):
    """A list of dishes with prices, in UTF-8."""
    lines = ["{:<22} {:2}.{:02} €".format(dish, 3 + rng.randrange(15), rng.randrange(100))
             for dish in DISHES]
    return "".join(line + "\n" for line in lines).encode("utf-8")


def attendance(rng):
    """A table as spreadsheets write it: CSV with CRLF."""
    rows = ["day,room,people"]
    for day in ("Thursday", "Friday", "Saturday", "Sunday"):
        for room in "ABC":
            rows.append("{},{},{}".format(day, room, 20 + rng.randrange(300)))
    return "".join(row + "\r\n" for row in rows).encode("ascii")


def all_bytes(rng):
    """Every byte value, and what careless programs change: line ends of all kinds, 26, 0 and 255."""
    tricky = b"\r\n\n\r\r\n\x1a\x00\xff\xff\xf4\r\x00\n"
    return bytes(range(256)) + tricky + noise(rng, 1000 + rng.randrange(500)) + tricky


def floppy(rng):
    """The image of a 1.44 MB floppy disk, with the mark of a boot sector."""
    boot = b"\xeb\x3c\x90PRACTICE" + noise(rng, 499) + b"\x55\xaa"
    return boot + noise(rng, 1474560 - len(boot))


def noise(rng, count):
    """`count` random bytes."""
    return rng.getrandbits(8 * count).to_bytes(count, "little")


def picture(rng, side):
    """A colour picture in PNG, `side` pixels wide and high.

    Its first eight bytes are there to show at once when a transfer has changed line ends. Nothing is
    compressed: compressors differ, and these bytes must not.
    """
    colours = [bytes(step * x & 255 for x in range(side)) for step in (1, 2, 3 + rng.randrange(5))]
    slopes = [1 + rng.randrange(4) for _ in colours]
    rows = bytearray()
    for y in range(side):
        row = bytearray(3 * side)
        for i in range(3):
            shift = slopes[i] * y & 255
            row[i::3] = colours[i].translate(RAMP[shift:shift + 256])
        rows += b"\x00" + row
    header = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", stored(bytes(rows)))
            + png_chunk(b"IEND", b""))


def png_chunk(kind, data):
    """One chunk of a PNG file: length, kind, data, check sum."""
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def stored(data):
    """`data` in the zlib format (RFC 1950) with stored blocks only (RFC 1951 section 3.2.4)."""
    blocks = []
    for at in range(0, len(data), 65535):
        piece = data[at:at + 65535]
        last = at + 65535 >= len(data)
        blocks.append(struct.pack("<BHH", last, len(piece), len(piece) ^ 0xFFFF) + piece)
    return b"\x78\x01" + b"".join(blocks) + struct.pack("!I", zlib.adler32(data))

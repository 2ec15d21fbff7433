"""Markdown as lines of text for a given width: the part of Markdown that tasks, hints and lectures are
written in.

Headings, paragraphs, nested lists, quotes, fenced code (never cut: what is too wide is visibly broken, and in a
pipe left as it is), tables, rules, `code`, **bold**, *emphasis* and links, which are shown as text (address). It
knows a Style, and no terminal.
"""

import re

from bundle.screen.inline import bare_width, fill, inline, plain_words
from bundle.screen.text import pad, width

FENCE = re.compile(r"^( *)(`{3,}|~{3,})(.*)$")
HEADING = re.compile(r"^(#{1,6}) +(.*?) *#*$")
ITEM = re.compile(r"^( *)([-*+]|\d{1,3}[.)])( +)(.*)$")
RULE = re.compile(r"^ {0,3}(-{3,}|\*{3,}|_{3,}) *$")
QUOTE = re.compile(r"^ {0,3}> ?(.*)$")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


def render(text, columns, style):
    """The lines of a Markdown text, each at most `columns` wide (8 at least); code may be wider in a pipe."""
    return blocks(style.safe(text).split("\n"), max(columns, 8), style)


def render_apart(text, columns, style):
    """The same, a list of lines for each block."""
    return list(apart(style.safe(text).split("\n"), max(columns, 8), style))


def blocks(lines, columns, style):
    """Each block becomes lines; one empty line stands between two blocks."""
    out = []
    for drawn in apart(lines, columns, style):
        out.extend([""] + drawn if out else drawn)
    return out


def apart(lines, columns, style):
    """The lines of each block, one block at a time."""
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        for starts, draw in BLOCKS:
            if starts(lines, at):
                at, drawn = draw(lines, at, columns, style)
                break
        if drawn:
            yield drawn


# --- one block each: (lines, where it starts, columns, style) -> (where the next one starts, its lines) ---

def heading(lines, at, columns, style):
    marks, words = HEADING.match(lines[at]).groups()
    drawn = [style("heading", line) for line in fill([(plain_words(words), None)], columns, style)]
    if not style.colour and len(marks) < 3:
        drawn.append(style.glyphs.rule * min(max(map(width, drawn), default=0), columns))
    return at + 1, drawn


def fence(lines, at, columns, style):
    indent, marks, _ = FENCE.match(lines[at]).groups()
    end = at + 1
    while end < len(lines) and not (closes(lines[end].strip(), marks)):
        end += 1
    owns = [line[min(len(indent), len(line) - len(line.lstrip())):].rstrip() for line in lines[at + 1:end]]
    spare, margin = columns - max(map(width, owns), default=0), 4 if columns >= 60 else 2
    margin = " " * (spare if 0 <= spare < margin else margin)       # a picture that fits without is not broken
    return end + 1, [margin + style("code", part) if part else ""
                     for own in owns for part in style.fold(own, columns - len(margin))]


def closes(line, marks):
    return line.startswith(marks) and not line.strip(marks[0])


def indented(lines, at, columns, style):
    """Code by indentation: as a fence, up to the next line that is not indented."""
    end = at
    while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) >= 4):
        end += 1
    code = [line[4:] for line in lines[at:end]]
    while not code[-1].strip():
        code.pop()
    return end, fence(["```"] + code, 0, columns, style)[1]


def rule(lines, at, columns, style):
    return at + 1, [style("dim", style.glyphs.rule * columns)]


def quote(lines, at, columns, style):
    inner = []
    while at < len(lines) and QUOTE.match(lines[at]):
        inner.append(QUOTE.match(lines[at]).group(1))
        at += 1
    bar = style("dim", style.glyphs.bar) + " "
    return at, [bar + line for line in blocks(inner, columns - 2, style)]


def table(lines, at, columns, style):
    rows = []
    while at < len(lines) and "|" in lines[at]:
        if not TABLE_RULE.match(lines[at]):
            rows.append([cell.replace("\\|", "|").strip()
                         for cell in re.split(r"(?<!\\)\|", lines[at].strip().strip("|"))])
        at += 1
    count = len(rows[0])
    rows = [(row + [""] * count)[:count] for row in rows]
    wanted = [max(bare_width(row[i], style) for row in rows) for i in range(count)]
    rooms = share(wanted, columns - 2 * (count - 1))
    squeezed = any(room < 6 and room < want for room, want in zip(rooms, wanted))
    if squeezed or sum(rooms) + 2 * (count - 1) > columns:
        return at, stacked(rows, columns, style)
    drawn = []
    for number, row in enumerate(rows):
        cells = [fill(inline(cell, style, "heading" if number == 0 else None), room, style) or [""]
                 for cell, room in zip(row, rooms)]
        for i in range(max(map(len, cells))):
            parts = [pad(cell[i] if i < len(cell) else "", room) for cell, room in zip(cells, rooms)]
            drawn.append("  ".join(parts).rstrip())
        if number == 0:
            drawn.append(style("dim", "  ".join(style.glyphs.rule * room for room in rooms)))
    return at, drawn


def stacked(rows, columns, style):
    """A table with no room for its columns: each row as `heading: cell` lines."""
    drawn = []
    for row in rows[1:]:
        if drawn:
            drawn.append("")
        for name, cell in zip(rows[0], row):
            drawn.extend(fill(inline((name + ": " if name else "") + cell, style), columns, style, hang="  "))
    return drawn


def share(wanted, columns):
    """Column widths: what each wants, the widest shrunk until they fit (none below three)."""
    rooms = [max(1, want) for want in wanted]
    while sum(rooms) > columns and max(rooms) > 3:
        rooms[rooms.index(max(rooms))] -= 1
    return rooms


def bullets(lines, at, columns, style, depth=0):
    """A list, tight or loose, with whatever its items hold indented under them."""
    level, drawn = len(ITEM.match(lines[at]).group(1)), []
    loose = False
    while at < len(lines):
        item = ITEM.match(lines[at])
        if not item or len(item.group(1)) < level:
            break
        mark, inner, after = item.group(2), [item.group(4)], at + 1
        content = len(lines[at]) - len(item.group(4)) if item.group(4) else len(item.group(1)) + len(mark) + 1
        while after < len(lines) and belongs(lines, after, content, level):
            line = lines[after]
            inner.append(line[min(content, len(line) - len(line.lstrip())):])
            after += 1
        while inner and not inner[-1].strip():
            inner.pop()
        shown = mark.replace(")", ".") if mark[0].isdigit() else style.glyphs.bullets[min(depth, 2)]
        room = columns - len(shown) - 1
        body = item_lines(inner, room, style, depth)
        if drawn and (loose or "" in body):
            drawn.append("")
        drawn.append(style("dim", shown) + " " + (body[0] if body else ""))
        drawn.extend(" " * (len(shown) + 1) + line if line else "" for line in body[1:])
        loose = "" in body or not lines[after - 1].strip()
        at = after
    return at, drawn


def belongs(lines, at, content, level):
    """Whether the line is part of the item above it: indented under it, or its paragraph going on."""
    line = lines[at]
    if not line.strip():
        following = next((later for later in lines[at + 1:] if later.strip()), "")
        item = ITEM.match(following)
        return indent_of(following) >= content or bool(item and len(item.group(1)) == level)
    if indent_of(line) >= content:
        return True
    return bool(lines[at - 1].strip()) and not ITEM.match(line) and not any(
        starts(lines, at) for starts, _ in BLOCKS[:-1])


def item_lines(inner, columns, style, depth):
    """What an item holds; a list directly under its text follows without an empty line."""
    first = next((i for i, line in enumerate(inner) if i and ITEM.match(line)), None)
    if first is None or any(not line.strip() or FENCE.match(line) for line in inner[:first]):
        return blocks(inner, columns, style)
    at, nested = bullets(inner, first, columns, style, depth + 1)
    rest = blocks(inner[at:], columns, style)
    return blocks(inner[:first], columns, style) + nested + ([""] + rest if rest else [])


def paragraph(lines, at, columns, style):
    words, start = [], at
    while at < len(lines) and lines[at].strip():
        if at > start and any(starts(lines, at) for starts, _ in BLOCKS[:-1]):
            break
        line = lines[at].strip()
        hard = lines[at].endswith("  ") or line.endswith("\\")
        words.append(line.rstrip("\\") + "\n" if hard else line + " ")
        at += 1
    drawn = []
    for part in "".join(words).split("\n"):
        drawn.extend(fill(inline(part, style), columns, style))
    return at, drawn


def indent_of(line):
    return len(line) - len(line.lstrip())


def begins_list(lines, at):
    """A list may follow a paragraph directly, if it is not a sentence that happens to go on with a number."""
    item = ITEM.match(lines[at])
    if item and at and lines[at - 1].strip() and item.group(2)[0].isdigit():
        return item.group(2)[:-1] == "1"
    return bool(item)


BLOCKS = [      # how a block starts, and what draws it; the first that fits. The paragraph is what is left
    (lambda lines, at: FENCE.match(lines[at]), fence),
    (lambda lines, at: HEADING.match(lines[at]), heading),
    (lambda lines, at: RULE.match(lines[at]), rule),
    (lambda lines, at: QUOTE.match(lines[at]), quote),
    (lambda lines, at: "|" in lines[at] and at + 1 < len(lines) and "|" in lines[at + 1]
     and TABLE_RULE.match(lines[at + 1]), table),
    (lambda lines, at: indent_of(lines[at]) >= 4 and (not at or not lines[at - 1].strip()), indented),
    (begins_list, bullets),
    (lambda lines, at: True, paragraph),
]

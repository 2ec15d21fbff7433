"""Inside a line of Markdown: `code`, **bold**, *emphasis*, links; and wrapping what comes of it.

A line in the making is a list of pieces, (text, role); a Style dresses each role when the line is full.
"""

import re

from bundle.screen.text import split, width

INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!<>|-])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\*\*(?P<bold>\S.*?)\*\*"
    r"|\*(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*"
    r"|!?\[(?P<text>[^\]]*)\]\((?P<url>[^)\s]+)\)"
    r"|<(?P<address>[a-z]+:[^>\s]+)>"
)


def inline(text, style, role=None):
    """The pieces of a line: [(text, role)]. Without colour `code` keeps its marks, so that it stands out."""
    pieces, at = [], 0
    for found in INLINE.finditer(text):
        pieces.append((text[at:found.start()], role))
        at = found.end()
        if found.group("escaped"):
            pieces.append((found.group("escaped"), role))
        elif found.group("code"):
            code = found.group("code")
            code = code[1:-1] if code[0] == code[-1] == " " and code.strip() else code
            pieces.append((code, "code") if style.colour else ("`" + code + "`", role))
        elif found.group("bold"):
            pieces.extend(inline(found.group("bold"), style, role or "bold"))
        elif found.group("emphasis"):
            pieces.extend(inline(found.group("emphasis"), style, role or "emphasis"))
        elif found.group("url"):
            words, url = found.group("text"), found.group("url")
            pieces.extend(inline(words, style, role) if words and words != url else [])
            pieces.append((" (" + url + ")" if words and words != url else url, role))
        else:
            pieces.append((found.group("address"), role))
    pieces.append((text[at:], role))
    return [piece for piece in pieces if piece[0]]


def plain_words(text):
    return re.sub(r"(\*\*|`)(.+?)\1", r"\2", text)


def bare_width(cell, style):
    return sum(width(text) for text, _ in inline(cell, style))


def fill(pieces, columns, style, hang=""):
    """Pieces wrapped at spaces into lines; `hang` is put before every line but the first."""
    lines, line, used = [], [], 0
    for word in words_of(pieces):
        size = sum(width(text) for text, _ in word)
        if line and used + 1 + size > columns:
            lines.append(dress(line, style))
            line, used = [(hang, None)] if hang else [], len(hang)
        elif line and used > len(hang if lines else ""):
            line.append((" ", None))
            used += 1
        if used + size > columns:            # longer than a line: broken where the line ends
            *full, word = split_word(word, columns - used, columns - len(hang))
            for part in full:
                lines.append(dress(line + part, style))
                line = [(hang, None)] if hang else []
            used, size = len(hang), sum(width(text) for text, _ in word)
        line.extend(word)
        used += size
    return lines + [dress(line, style)] if line else lines


def words_of(pieces):
    """The words of the pieces, each a list of (text, role): a word may change its role in the middle."""
    word = []
    for text, role in pieces:
        for i, part in enumerate(re.split(r"\s+", text)):
            if i and word:
                yield word
                word = []
            if part:
                word.append((part, role))
    if word:
        yield word


def split_word(word, first, columns):
    """A word as parts that each fit a line, the first into `first` columns."""
    parts, part, room = [], [], max(first, 1)
    for text, role in word:
        while text:
            head = split(text, room)[0] if room > 0 else ""
            if head and (width(head) <= room or not part):
                part.append((head, role))
                text, room = text[len(head):], room - width(head)
            else:
                room = 0
            if text:
                parts.append(part)
                part, room = [], max(columns, 1)
    return parts + [part]


def dress(line, style):
    """One line of pieces as text; neighbours of one role share their colour, spaces between them too."""
    return "".join(style(role, text) if role else text for text, role in line)

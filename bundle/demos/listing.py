"""A program as rows of a screen: line numbers, a little colour, the line that is next standing out."""

import keyword

from bundle.screen.text import pad, split

GUTTER = 5          # columns: a mark, the number, a space


def rows(lines, columns, style, at=None, ran=None):
    """[(line number, row)]: a line longer than there is room for takes more rows than one. `at` is the line
    that is next or running, `ran` the one that has caused the news."""
    roles = colours(lines) if style.colour else {}
    marks = {ran: style.glyphs.started, at: style.glyphs.here}
    found = []
    for number, line in enumerate(lines, 1):
        pieces = split(style.safe(line), max(8, columns - GUTTER)) or [""]
        done = 0
        for index, piece in enumerate(pieces):
            mark = " " if index else marks.get(number, " ")
            text = "%s%3s " % (mark, "" if index else number)
            if number == at:
                found.append((number, style("now", pad(text + piece, columns))))
            else:
                code = paint(piece, roles.get(number, {}), done, style)
                found.append((number, style("busy" if number == ran else "dim", text) + code))
            done += len(piece)
    return found


def paint(piece, roles, start, style):
    """A piece of a line, each stretch of it in its role."""
    text, at = "", 0
    while at < len(piece):
        role, end = roles.get(start + at), at + 1
        while end < len(piece) and roles.get(start + end) == role:
            end += 1
        text += style(role, piece[at:end]) if role else piece[at:end]
        at = end
    return text


def colours(lines):
    """{line number: {column: role}} for comments, texts and keywords; nothing where it is no Python."""
    import io
    import token
    import tokenize

    found = {}
    texts = {getattr(token, name, None)
             for name in ("STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")}
    try:
        for kind, text, (row, column), (last, end), _ in tokenize.generate_tokens(
                io.StringIO("\n".join(lines) + "\n").readline):
            role = ("dim" if kind == tokenize.COMMENT else "text" if kind in texts else
                    "bold" if kind == token.NAME and keyword.iskeyword(text) else None)
            for number in range(row, last + 1) if role else ():
                start = column if number == row else 0
                stop = end if number == last else len(lines[number - 1])
                found.setdefault(number, {}).update(dict.fromkeys(range(start, stop), role))
    except (tokenize.TokenError, SyntaxError):
        pass
    return found

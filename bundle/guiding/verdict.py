"""The last verdict in words: what a check found, and the moment on the wire that proves it.

Lines for a session and a width, and for how many lines there is room. The evidence gives way first, the
sentence never.
"""

from bundle.guiding.bodies import how, mark_of, printed
from bundle.screen.text import SGR, wrap

INDENT = "  "


def verdict_lines(session, columns, rows, style):
    """At most `rows` lines (two at least are used)."""
    if session.checking:
        return checking(session, columns, rows, style)
    if session.gone:
        return wrap(GONE, columns)
    if session.visit:
        return visited(session.visit, columns, rows, style)
    if session.verdict is None:
        words = PASSED_BEFORE if session.passed else NOT_YET_CHECKED
        return [style("dim", line) for line in wrap(words, columns)]
    if session.verdict.passed:
        return passed(session, columns, style)
    return failed(session.verdict, session.checked_at, columns, rows, style)


def checking(session, columns, rows, style):
    """The rounds as they end, over the last verdict, which stays until there is a new one."""
    ends = {True: style("good", style.glyphs.passed), False: style("bad", style.glyphs.failed)}
    rounds = ["%s %s" % (name, ends[passed]) for name, passed in session.rounds]
    first = style.cut(style("busy", style.glyphs.started + " Checking") + "  " + "  ".join(rounds), columns)
    before = []
    if session.verdict and not session.verdict.passed:
        before = failed(session.verdict, session.checked_at, columns, rows, style)[1:]
    return [first] + [style("dim", SGR.sub("", line)) for line in before]


def passed(session, columns, style):
    verdict = session.verdict
    count = len(verdict.rounds)
    when = "%s%.1f s, %s" % ("%d rounds, " % count if count > 1 else "", verdict.seconds, session.checked_at)
    lines = [style("good", style.glyphs.passed + " Passed.") + style("dim", "  " + when)]
    for sentence in [session.moment] if session.moment else []:
        lines.extend(style("bold", line) for line in wrap(sentence, columns))
    return lines + wrap(session.what_next, columns)


def failed(verdict, checked_at, columns, rows, style):
    where = "round %s, " % verdict.round if verdict.command else ""
    lines = [style("bad", style.glyphs.failed + " Not yet.") + style("dim", "  " + where + checked_at)]
    lines += [INDENT + style("bold", line) for line in wrap(style.safe(verdict.message or ""), columns - 2)]
    room = rows - len(lines)
    if room > 1:
        lines += [INDENT + line if line else "" for line in evidence(verdict, columns - 2, room, style)]
    return lines[:max(rows, 2)]


def evidence(verdict, columns, rows, style):
    """The moment on the wire, with as much around it as there is room for; or the program's last words."""
    events, mark = verdict.transcript.since(0), mark_of(verdict)
    if events and mark:
        from bundle.wire import show

        for before, after in ((5, 2), (4, 1), (3, 1), (2, 1), (1, 1), (1, 0), (0, 0)):
            lines = show.excerpt(events, mark, before, after, **how(columns, style))
            if len(lines) <= rows:
                return lines
    if verdict.stderr.strip():
        return [style("dim", line) for line in printed(verdict.stderr, columns, style)[-rows:]]
    return []


def visited(visit, columns, rows, style):
    """How a script failed that a browser asked for, and the end of its traceback."""
    first, sentence, *errors = style.safe(visit.log()).split("\n")
    lines = [style.cut(style("bad", style.glyphs.failed) + " " + first, columns)]
    lines += [INDENT + style("bold", line) for line in wrap(sentence, columns - 2)]
    seen = errors[max(0, len(errors) - max(0, rows - len(lines))):]
    return lines + [INDENT + style("dim", style.cut(line, columns - 2)) for line in seen]


NOT_YET_CHECKED = "Not checked yet. Save the file, and it is checked at once."
PASSED_BEFORE = "You have passed this one. Save the file, or press r, to check it again."
GONE = "Your file is not there any more. x puts the starter back; or save it again."

"""What stands around the middle of the screen: the line on top, the panel with servers, file and verdict,
the keys.

Lines for a session and a width, and for how many lines there is room; nothing here changes anything.
"""

import os

from bundle.guiding.marks import mark
from bundle.guiding.verdict import verdict_lines
from bundle.screen.text import pad, width, wrap, wrap_path

LABEL = 9           # columns of "Server", "File", "Browser"
NARROW = 60         # columns below which there is no room for labels and long words


def header(session, columns, style):
    """Which exercise this is, and how far the lesson is."""
    exercises = session.lesson.exercises
    states = [session.progress.state(exercise.id) for exercise in exercises]
    strip = "".join(mark(state, exercise.id == session.exercise.id, style)
                    for state, exercise in zip(states, exercises))
    name = style("title", "%s %s" % (session.exercise.id, session.exercise.slug))
    title = "  " + style.safe(session.exercise.subtitle)
    far = "%d of %d" % (states.count("passed"), len(states))
    for left, right in (
            (name + title, "lesson %d  %s  %s" % (session.lesson.number, strip, far)),
            (name, "lesson %d  %s  %s" % (session.lesson.number, strip, far)),
            (name, "%s  %s" % (strip, far.replace(" of ", "/"))),
            (name, far.replace(" of ", "/"))):
        if width(left) + width(right) + 4 <= columns:
            break
    return [style.cut(" " + pad(left, columns - 2 - width(right)) + right, columns)]


def panel(session, columns, rows, style):
    """Servers, file and verdict in at most `rows` lines. Where room is short the servers give way first."""
    where = facts(session, columns, style)
    note = [" " + line for line in wrap(style.safe(session.note), columns - 2)] if session.note else []
    told = verdict(session, columns, max(2, rows - len(where) - len(note)), style)
    where = where[max(0, len(where) + len(told) + len(note) - rows):]
    return (where + told + note)[:rows]


def facts(session, columns, style):
    """Where the servers and the file are."""
    lines = servers(session, columns - 2, style) + file(session, columns - 2, style)
    return [" " + line for line in lines]


def verdict(session, columns, rows, style):
    return [" " + line if line else "" for line in verdict_lines(session, columns - 2, rows, style)]


def servers(session, columns, style):
    """Where this exercise's servers are and who may log in; then, shorter, the lesson's others."""
    lines, others = [], []
    for running in session.practice.running.values():
        if running.name in session.exercise.servers or running.url:
            words = running.address_of(session.exercise) or SERVER[columns < NARROW] % (
                running.name, running.host, running.port)
            words += TLS[columns < NARROW] if running.tls else ""
            words += UDP[columns < NARROW] if running.udp else ""
            if session.exercise.logs_in(running.user):
                words += LOGIN[columns < NARROW] % (running.user, running.password)
            words += TAKEN[columns < NARROW] % running.moved if running.moved else ""
            lines.extend(labelled("Browser" if running.url else "Server", words, columns, style))
        else:
            others.append("%s port %d" % (running.name, running.port))
    if others and not lines and columns >= NARROW:
        lines.extend(labelled("Servers", "127.0.0.1: " + ", ".join(others), columns, style))
    return lines


def file(session, columns, style):
    lines = wrap_path(style.safe(short(session.file)), columns - (LABEL if columns >= NARROW else 0))
    return labelled("File", "\n".join(lines), columns, style)


def labelled(label, words, columns, style):
    """With the label before it; where the screen is narrow, what it is must be plain without one."""
    if columns < NARROW:
        return [style("code", line) for line in wrap(words, columns)]
    first, *more = wrap(style.safe(words), columns - LABEL)
    return [style("dim", pad(label, LABEL)) + first] + [" " * LABEL + line for line in more]


SERVER = "%s at %s port %d", "%s %s %d"             # wide, narrow
TLS = ", with TLS", " TLS"
UDP = ", UDP", " UDP"
LOGIN = ", user %s, password %s", " %s %s"
TAKEN = " (port %d is taken)", " (%d is taken)"


def short(path):
    """~/netprog/… for a path below the home folder, as every shell but Windows' own takes it."""
    home = os.path.expanduser("~").rstrip("/")
    inside = os.name != "nt" and home and path.startswith(home + "/")
    return "~" + path[len(home):] if inside else path


def rule(columns, style, words=""):
    """A line across, with words near its right end."""
    words = " %s " % words if words else ""
    words = words if width(words) + 4 < columns else ""
    left = style.glyphs.rule * (columns - width(words) - 2 * bool(words))
    return style("dim", left) + words + style("dim", style.glyphs.rule * 2 if words else "")


# --- the line of keys ------------------------------------------------------------------------------------

def keys(session, columns, style, scrolls):
    """As many keys as fit, the most useful ones, `? keys` where some are left out; or the question asked."""
    if session.asking:
        return [" " + style("busy", line) for line in wrap(session.asking[0], columns - 2)]
    offers = offered(session, scrolls and columns >= NARROW, columns < NARROW)
    kept = list(offers)
    while len(kept) > 1 and width(joined(kept, style, len(kept) < len(offers))) > columns - 1:
        kept.remove(max(kept, key=lambda offer: offer[2]))
    return [" " + joined(kept, style, len(kept) < len(offers))]


def offered(session, scrolls, short):
    """[(key, word, rank)] in the order of the line; the higher the rank, the sooner it is left out."""
    hints, passed = session.hint_count, session.passed
    number = min(session.progress.hints_shown(session.exercise.id) + 1, hints)
    offers = [
        ("h", "hint" if short or not hints else "hint %d/%d" % (number, hints), 4 if passed else 2),
        ("r", "check", 3),
        ("w", "wire", 5 if session.verdict else 12),
        ("n", "next", 1 if passed else 6),
        ("p", "previous", 13),
        ("l", "list", 9),
        ("t", "task", 12 if session.page == "task" else 1.5),
        ("s", "solution", 5 if passed else 11),
        ("x", "reset", 14),
        ("o", "open", 7),
        ("space/b", "scroll", 1.7),
        ("q", "quit", 0),
    ]
    return [offer for offer in offers if scrolls or offer[1] != "scroll"]


def joined(offers, style, some_are_missing):
    parts = [style("key", key) + " " + word for key, word, _ in offers]
    if some_are_missing:
        parts.insert(-1, style("key", "?") + " keys")
    return "  ".join(parts)

"""What fills the middle of the screen: the task, the hints, the wire, the list, the solution, the keys.

Each function makes lines for a session and a width; nothing here changes anything. How much of the lines
is seen is the view's business.
"""

from bundle.invocation import typed
from bundle.screen import markdown
from bundle.screen.text import pad, wrap, wrap_path

WIDEST = 96         # columns of prose: longer lines are hard to read


def task(session, columns, style):
    lines = welcome(session, columns, style) if session.welcome else []
    return lines + markdown.render(task_text(session.exercise), min(columns, WIDEST), style)


def task_text(exercise):
    """The task without its title, which stands above it already."""
    first, _, rest = exercise.task().lstrip().partition("\n")
    return rest if first.lstrip("# ").strip() == exercise.title else exercise.task()


def welcome(session, columns, style):
    """The first run: where the files are, what was put there, what to do with it, and what will happen."""
    file = session.exercise.starter
    words = {"file": file, "names": ", ".join([file] + [name for name in session.welcome if name != file]),
             "back": typed("lesson", str(session.lesson.number))}
    lines = [style("heading", "Welcome!"), ""]
    for sentence, path in ((WELCOME_PLACE, session.folder.path),
                           (WELCOME_FILES, session.folder.folder_of(session.exercise)), (WELCOME_NEXT, "")):
        lines.extend(wrap(style.safe(sentence.format(**words)), min(columns, WIDEST)))
        if path:
            lines.extend("  " + style("code", line) for line in wrap_path(style.safe(path), columns - 2))
    return lines + ["", style("dim", style.glyphs.rule * min(columns, WIDEST)), ""]


def hints(session, columns, style):
    texts = session.exercise.hints()
    shown = min(session.progress.hints_shown(session.exercise.id), len(texts))
    lines = []
    for number in range(shown, 0, -1):          # the newest on top: it is what was asked for
        role = "heading" if number == shown else "dim"
        lines.append(style(role, "Hint %d of %d" % (number, len(texts))))
        lines.append("")
        lines.extend(markdown.render(texts[number - 1], min(columns, WIDEST), style))
        lines.append("")
    if not texts:
        return ["There are no hints for this exercise."]
    if shown == len(texts):
        lines.extend(wrap("That was the last one. s shows the reference solution.", columns))
    return lines


def wire(session, columns, style):
    """The whole conversation of the round that the verdict is about, and what the program printed."""
    verdict = session.verdict
    if verdict is None:
        return wrap(NO_WIRE, columns)
    where = "  round %s" % verdict.round if verdict.command else ""
    lines = [style("heading", "The wire") + style("dim", where), ""]
    events = verdict.transcript.since(0)
    if events:
        from bundle.wire import show

        lines.extend(show.lines(events, mark=mark_of(verdict), **how(columns, style)))
    else:
        lines.append("Nothing crossed it.")
    for name, output in (("printed", verdict.stdout), ("wrote on stderr", verdict.stderr)):
        if output:
            lines.extend(["", style("heading", "Your program " + name), ""])
            lines.extend(printed(output, columns, style))
    if verdict.command:
        lines.extend(["", style("heading", "What was run"), ""])
        lines.extend(wrap(style.safe(" ".join(map(str, verdict.command))), columns))
    return lines


def mark_of(verdict):
    """The place of the evidence, as the wire view takes it; None without evidence."""
    found = verdict.evidence
    return (found["connection"], found["direction"], found["offset"]) if found else None


def how(columns, style):
    return {"width": columns, "colour": style.colour, "ascii": style.ascii, "encoding": style.encoding}


def printed(output, columns, style, most=200):
    """The last lines of a program's output, safe to show."""
    lines = style.safe(output[-100000:].decode("utf-8", "replace")).rstrip("\n").split("\n")
    left_out = ["(%d lines before)" % (len(lines) - most)] if len(lines) > most else []
    return [style("dim", line) for line in left_out] + [
        part for line in lines[-most:] for part in style.fold(line, columns)]


def listing(session, columns, style):
    """The lesson's exercises; the marked one is where t goes."""
    lesson = session.lesson
    title = style.safe("Lesson %d: %s" % (lesson.number, lesson.title))
    lines = [style("heading", style.cut(title, columns)), ""]
    slugs = max(len(exercise.slug) for exercise in lesson.exercises)
    for index, exercise in enumerate(lesson.exercises):
        state = session.progress.state(exercise.id)
        here = style.glyphs.here if index == session.marked else " "
        name = pad(exercise.slug, slugs)
        line = "%s %s %s  %s" % (here, badge(state, style), exercise.id,
                                 style("bold", name) if index == session.marked else name)
        title = style("dim", "%3d min" % exercise.minutes) + "  " + style.safe(exercise.subtitle)
        lines.append(style.cut(line + ("  " + title if columns >= 60 else ""), columns))
    lines.append("")
    return lines + wrap("j and k move the mark, t goes to the exercise.", columns)


def badge(state, style):
    glyph = {"passed": style.glyphs.passed, "started": style.glyphs.started}.get(state, style.glyphs.new)
    return style("good" if state == "passed" else "dim" if state == "new" else "busy", glyph)


def solution(session, columns, style):
    lines = [style("heading", "The reference solution")]
    lines.extend(wrap("One way to do it; there are others, and yours may be better.", columns) + [""])
    for line in style.safe(session.exercise.solution()).rstrip("\n").split("\n"):
        lines.extend(style("code", part) for part in style.fold(line, columns))
    return lines


def keys(session, columns, style):
    lines = [style("heading", "Keys"), ""]
    for key, words in KEYS_HELP:
        lines.extend(hanging(key, words, columns, style))
    return lines


def hanging(key, words, columns, style, room=10):
    first, *more = wrap(words, columns - room)
    return [style("key", pad(key, room)) + first] + [" " * room + line for line in more]


BODIES = {"task": task, "hints": hints, "wire": wire, "list": listing, "solution": solution, "keys": keys}


# --- the words ------------------------------------------------------------------------------------------

WELCOME_PLACE = "Your folder is made. Everything you write in this course stays in it:"
WELCOME_FILES = "This exercise has a folder in it, where you find {names}:"
WELCOME_NEXT = ("Start from {file}: open it in your editor, or let o open it. Each time you save it, it is "
                "checked here at once. Nothing that you write is ever overwritten. q ends it; to come back: "
                "{back}")
NO_WIRE = "Nothing has crossed the wire yet. Save your file, or press r, and it is checked."
KEYS_HELP = [
    ("h", "the next hint, each a little stronger"),
    ("r", "check now; every save is checked without it"),
    ("w", "the whole wire: every byte of the last check"),
    ("t", "the task again"),
    ("n  p", "the next exercise, the previous one"),
    ("l", "the lesson's exercises"),
    ("o", "open your file in your editor ($VISUAL, $EDITOR)"),
    ("s", "the reference solution; asks first if you have not passed"),
    ("x", "the starter again; your file is kept beside it. Asks first"),
    ("space b", "a page down, a page up; also PgDn and PgUp"),
    ("j  k", "a line down, a line up; also the arrow keys"),
    ("q", "end; the next start comes back to this place"),
]

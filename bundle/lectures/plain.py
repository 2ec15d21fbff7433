"""A lecture through a pipe: the whole text."""

from bundle.lectures.sections import sections
from bundle.screen import markdown


def tell(lesson, terminal):
    """Print it for 80 columns, or a terminal's width; the exit status."""
    columns = min(terminal.size()[0], 100) if terminal.writes else 80
    for line in lines(lesson, columns, terminal.style):
        print(line)
    return 0


def lines(lesson, columns, style):
    """All of it, as lines."""
    cover, *rest = sections(lesson)
    parts = ["# Hour %d: %s" % (lesson.number, lesson.title), lesson.summary, cover.text]
    parts.append("\n".join("%d. %s" % (section.number, heading(section)) for section in rest))
    found = markdown.render("\n\n".join(part for part in parts if part), columns, style)
    for section in rest:
        text = "## %d. %s\n\n%s" % (section.number, heading(section), section.text)
        found += ["", ""] + markdown.render(text, columns, style)
    return found


def heading(section):
    return section.title + (" (minutes %s)" % section.minutes if section.minutes else "")

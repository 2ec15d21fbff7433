"""Text of the course on the learner's terminal, or as plain text through a pipe."""

from bundle.screen.terminal import Terminal

WIDEST = 100  # longer lines are hard to read


def terminal():
    """(style, columns) of stdout."""
    found = Terminal()
    return found.style, min(found.size()[0], WIDEST) if found.writes else 80


def show(markdown):
    """Print Markdown, laid out for the terminal."""
    from bundle.screen.markdown import render
    style, columns = terminal()
    for line in render(markdown, columns, style):
        print(line)

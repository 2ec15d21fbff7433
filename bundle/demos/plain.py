"""A demonstration through a pipe: the program with its line numbers, then what crossed the wire and what was
printed, with the line that caused it. Straight through; waits for no key."""

from queue import Empty, SimpleQueue

from bundle.demos import listing
from bundle.demos.running import Ended, Reached, Running
from bundle.demos.wire import Drawing
from bundle.screen import markdown

LONGEST = 60        # seconds that a line may take; only ends a hang
INDENT = "      "


def demonstrate(demo, style, columns, say=print):
    """Show it whole; the exit status: 0, or 1 where the program failed."""
    introduction, closing = demo.texts()
    lines = demo.lines()
    for line in markdown.render("# %s  %s\n\n%s" % (demo.id, demo.title, introduction), columns, style):
        say(line)
    say("")
    for _, row in listing.rows(lines, columns, style):
        say(row.rstrip())
    say("")
    for line in markdown.render("## What crosses the wire\n", columns, style):
        say(line)
    queue = SimpleQueue()
    running = Running(demo, queue.put)
    try:
        status = follow(running, queue, Told(lines, style, columns, say))
    finally:
        running.close()
    if status:
        say("")
        say("The program ended with exit status %d." % status)
    say("")
    for line in markdown.render(closing, columns, style):
        say(line)
    return 1 if status else 0


def follow(running, queue, told):
    """Let line after line run, and tell each; the program's exit status."""
    done = 0
    while running.status is None:
        try:
            event = queue.get(timeout=LONGEST)
        except Empty:
            told.say("Line %s has waited for %d seconds, so it is ended here." % (running.line, LONGEST))
            return 1
        running.apply(event)
        if isinstance(event, (Reached, Ended)):
            while done < len(running.steps) and running.steps[done].stop is not None:
                told.tell(running, running.steps[done])
                done += 1
        if isinstance(event, Reached) and event.line:
            running.go()
    return running.status


class Told:
    """Says what each step has caused; steps without a trace are passed over."""

    def __init__(self, lines, style, columns, say):
        self.lines = lines
        self.style = style
        self.columns = columns
        self.say = say
        self.drawing = Drawing(columns - len(INDENT), style)

    def tell(self, running, step):
        rows = self.drawing.rows(running.events_of(step))
        printed = step.printed.decode("utf-8", "replace")
        if not rows and not printed:
            return
        self.say("")
        if step.line is None:
            self.say(self.style("dim", "      the program has ended"))
        else:
            code = self.style.safe(self.lines[step.line - 1].strip())
            self.say(self.style.cut("%4d  %s" % (step.line, self.style("bold", code)), self.columns))
        for row in rows:
            self.say((INDENT + row).rstrip())
        for line in self.style.safe(printed).splitlines():
            self.say(self.style.cut(INDENT + "prints  " + line, self.columns))

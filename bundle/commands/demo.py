"""netprog demo: the demonstrations of a lesson, beside the wire."""

from bundle.arguments import Wrong
from bundle.commands.ending import end_in_order
from bundle.commands.lecture import lesson_of
from bundle.invocation import typed


def run(request):
    from bundle.demos.folder import demos
    from bundle.demos.running import CannotStart
    from bundle.screen.terminal import Terminal

    number, dot, which = request.args[0].partition(".")
    lesson = lesson_of(number, "demo")
    found = demos(lesson)
    if not found:
        raise Wrong("Lesson %d has no demonstrations yet. Its lecture: %s" % (
            lesson.number, typed("lecture", str(lesson.number))))
    demo = _find(found, which) if dot else None
    terminal = Terminal()
    try:
        if terminal.interactive:
            from bundle.demos.session import Session
            return Session(lesson, found, demo, terminal).run()
        return _plain(found, demo, terminal)
    except CannotStart as problem:
        raise Wrong("%s Is this machine ready? %s" % (problem, typed("doctor")))


def _find(demos, which):
    found = [demo for demo in demos if which in (str(demo.number), "%02d" % demo.number, demo.slug)]
    if not found:
        raise Wrong("There is no demonstration %d.%s; there are %s. For example: %s" % (
            demos[0].lesson, which, ", ".join(demo.id for demo in demos), typed("demo", demos[0].id)))
    return found[0]


def _plain(demos, demo, terminal):
    """Straight through: one of them, or all in turn behind a list."""
    from bundle.demos.plain import demonstrate

    end_in_order()
    columns = terminal.size()[0] if terminal.writes else 80
    if demo is None:
        for each in demos:
            print("%s  %s (%d min)" % (each.id, terminal.style.safe(each.title), each.minutes))
    status = 0
    for each in [demo] if demo else demos:
        if demo is None:
            print("\n")
        status = demonstrate(each, terminal.style, columns) or status
    return status

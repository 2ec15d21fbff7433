"""netprog lecture: the lecture of one hour."""

from bundle import course
from bundle.arguments import Wrong
from bundle.invocation import typed


def run(request):
    lesson = lesson_of(request.args[0], "lecture")
    from bundle.screen.terminal import Terminal
    terminal = Terminal()
    if terminal.interactive:
        from bundle.lectures.session import Session
        return Session(lesson, request.progress, terminal).run()
    from bundle.lectures.plain import tell
    return tell(lesson, terminal)


def lesson_of(text, command):
    """The Lesson whose number `text` is. Raises Wrong."""
    lessons = course.lessons()
    found = [lesson for lesson in lessons if text == str(lesson.number)]
    if not found:
        numbers = [str(lesson.number) for lesson in lessons]
        raise Wrong("There is no lesson %s. The lessons are %s. For example: %s" % (
            text, ", ".join(numbers), typed(command, numbers[0])))
    return found[0]

"""netprog hint: the next hint, counted; or the one that is asked for."""

from bundle.arguments import Wrong
from bundle.commands.text import show
from bundle.invocation import typed


def run(request):
    exercise = request.exercise()
    hints = exercise.hints()
    if not hints:
        raise Wrong("%s has no hints. Its task: %s" % (exercise.id, typed("task", exercise.id)))
    seen = min(request.progress.hints_shown(exercise.id), len(hints))
    if len(request.args) > 1:
        asked = request.args[1]
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= len(hints)):
            raise Wrong("%s has hints 1 to %d, not %s. The next: %s"
                        % (exercise.id, len(hints), asked, typed("hint", exercise.id)))
        number = int(asked)
    else:
        number = min(seen + 1, len(hints))
    print("%s %s, hint %d of %d%s" % (exercise.id, exercise.slug, number, len(hints),
                                      " (you have seen them all)" if seen == len(hints) else ""))
    print()
    show(hints[number - 1])
    print()
    request.progress.show_hint(exercise.id, number)
    if number < len(hints):
        print("The next: %s" % typed("hint", exercise.id, *[str(number + 1)] * (number < seen)))
    else:
        print("That was the last. The reference solution: %s" % typed("solution", exercise.id))
    return 0

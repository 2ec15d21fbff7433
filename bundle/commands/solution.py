"""netprog solution: the reference solution, to a learner who has passed or who insists."""

import sys

from bundle.arguments import Wrong
from bundle.invocation import typed


def run(request):
    exercise = request.exercise()
    if "--yes" not in request.options and request.progress.state(exercise.id) != "passed":
        insist = typed("solution", exercise.id, "--yes")
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
            raise Wrong("You have not passed %s yet. To see the solution all the same: %s"
                        % (exercise.id, insist))
        try:
            answer = input("You have not passed %s yet. Show the solution all the same? [y/N] " % exercise.id)
        except EOFError:
            answer = ""
        if answer.strip().lower() not in ("y", "yes"):
            print("Then not. A hint: %s" % typed("hint", exercise.id))
            return 0
    print(exercise.solution(), end="")
    return 0

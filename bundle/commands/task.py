"""netprog task: what to do in an exercise."""

import os

from bundle.commands.text import show
from bundle.invocation import typed


def run(request):
    exercise = request.exercise()
    print("%s %s (%s, %d minutes)" % (exercise.id, exercise.title, exercise.kind, exercise.minutes))
    print()
    show(_without_title(exercise.task()))
    print()
    file = request.folder.file_of(exercise)
    print("Your file: %s%s" % (file, "" if os.path.exists(file) else "  (the first check puts a starter there)"))
    print("Check it:  %s" % typed("check", exercise.id))
    return 0


def _without_title(markdown):
    """The task without the heading on top, which has just been said."""
    first, _, rest = markdown.lstrip("\n").partition("\n")
    return rest if first.startswith("# ") else markdown

"""netprog reset: the starter again; the learner's file is kept beside it."""

from bundle.invocation import typed


def run(request):
    exercise = request.exercise()
    kept = request.folder.reset(exercise)
    request.progress.mark_started(exercise.id)
    print("The starter is in %s" % request.folder.file_of(exercise))
    if kept:
        print("Your file is kept as %s" % kept)
    print("Check it: %s" % typed("check", exercise.id))
    return 0

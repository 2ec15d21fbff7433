"""netprog without a command: where you are in the course, and what to do next."""

from bundle import VERSION, course
from bundle.commands.text import terminal
from bundle.guiding.marks import mark
from bundle.invocation import typed


def run(request):
    folder, progress = request.folder, request.progress
    print("netprog %s: Internet programming in Python, in three hours" % VERSION)
    print()
    style, _ = terminal()
    lessons = course.lessons()
    widest = max([len(lesson.title) for lesson in lessons] or [0])
    for lesson in lessons:
        states = [progress.state(exercise.id) for exercise in lesson.exercises]
        strip = "".join(mark(state, False, style) for state in states)
        print("  %d  %-*s  %s  %d of %d" % (lesson.number, widest, lesson.title, strip, states.count("passed"), len(states)))
    print()
    exercise = next_exercise(progress)
    if exercise is None:
        print("You have passed every exercise of the course. Do one again another way: %s" % typed("list"))
    else:
        print("%s with %s (%d minutes):" % (
            "Go on" if progress.begun else "Begin", exercise.name, exercise.minutes))
        print("  %s" % typed("lesson", str(exercise.lesson)))
        print("Its lecture and its demonstrations:")
        print("  %s" % typed("lecture", str(exercise.lesson)))
        print("  %s" % typed("demo", str(exercise.lesson)))
    print("Your files %s in %s" % ("are" if folder.existed else "will be", folder.path))
    print("Every command: %s" % typed("--help"))
    return 0


def next_exercise(progress):
    """Where the learner was, or the first exercise after that place that is not passed; None if all are."""
    exercises = [exercise for lesson in course.lessons() for exercise in lesson.exercises]
    ids = [exercise.id for exercise in exercises]
    place = progress.place()
    start = ids.index(place) if place in ids else 0
    for exercise in exercises[start:] + exercises[:start]:
        if progress.state(exercise.id) != "passed":
            return exercise
    return None

"""netprog lesson: the guided session of one lesson."""

from bundle import course
from bundle.arguments import Wrong
from bundle.invocation import typed


def run(request):
    lesson, exercise = _which(*request.args)
    from bundle import guide
    return guide.lesson(lesson, exercise, request.options.get("--dir"))


def _which(text, inside=None):
    """(lesson number, Exercise or None) of `lesson 2`, `lesson 2 pop-peek`, `lesson 2 4`, `lesson 2.4`."""
    numbers = [lesson.number for lesson in course.lessons()]
    if not (text.isascii() and text.isdigit()):
        exercise = course.find(text)
        return exercise.lesson, exercise
    number = int(text)
    if number not in numbers:
        raise Wrong("There is no lesson %s. The lessons are %s. For example: %s"
                    % (text, ", ".join(map(str, numbers)), typed("lesson", str(numbers[0]))))
    if inside is None:
        return number, None
    exercise = course.find("%d.%s" % (number, inside) if inside.isascii() and inside.isdigit() else inside)
    if exercise.lesson != number:
        raise Wrong("%s is in lesson %d. Type: %s" % (exercise.slug, exercise.lesson,
                                                      typed("lesson", str(exercise.lesson), exercise.slug)))
    return number, exercise

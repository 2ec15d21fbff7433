"""What is said when an exercise is passed: the small moment when that ends a lesson, and the next step."""

from bundle.invocation import typed


def after_passing(lessons, lesson, exercise, open_ones, was_open):
    """(moment, next step), two sentences; the first may be empty. `open_ones` are those of this lesson."""
    moment = LESSON_DONE % (lesson.number, len(lesson.exercises)) if was_open and not open_ones else ""
    later = [each for each in lesson.exercises if each.number > exercise.number]
    next_lesson = next((each for each in lessons if each.number > lesson.number and each.exercises), None)
    if open_ones and later:
        return moment, NEXT % (later[0].id, later[0].slug)
    if open_ones:
        return moment, STILL_OPEN % " ".join(each.id for each in open_ones)
    if next_lesson:
        return moment, NEXT_LESSON % (next_lesson.number, typed("lesson", str(next_lesson.number)))
    return moment, SOLUTION


LESSON_DONE = "Lesson %d is done: all %d exercises. Well done!"
NEXT = "n goes on to %s %s. s shows the reference solution."
STILL_OPEN = "Still open in this lesson: %s. l lists them all."
NEXT_LESSON = "When you are ready for lesson %d: %s"
SOLUTION = "s shows the reference solution."

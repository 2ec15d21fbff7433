"""What is said when an exercise is passed: the moment when that ends an hour, or the course, and the next step."""

from bundle.invocation import typed


def after_passing(lessons, lesson, exercise, open_ones, was_open, all_done):
    """(moment, next step), sentences; the first may be empty.

    open_ones  the exercises of this lesson that are not passed yet
    was_open   whether this one was not passed before
    all_done   whether the exercises of all lessons are passed
    """
    moment = "" if open_ones or not was_open else _moment(lessons, lesson, all_done)
    later = [each for each in lesson.exercises if each.number > exercise.number]
    next_lesson = next((each for each in lessons if each.number > lesson.number and each.exercises), None)
    if open_ones and later:
        return moment, NEXT % (later[0].id, later[0].slug)
    if open_ones:
        return moment, STILL_OPEN % " ".join(each.id for each in open_ones)
    if next_lesson and not all_done:
        return moment, NEXT_LESSON % (next_lesson.number, typed("lesson", str(next_lesson.number)))
    return moment, SOLUTION


def moment(exercise, state, was_open):
    """The same moment for a check outside the session; state(id) is an exercise's state."""
    from bundle import course
    lessons = course.lessons()
    lesson = next(each for each in lessons if each.number == exercise.lesson)
    if not was_open or any(state(each.id) != "passed" for each in lesson.exercises):
        return ""
    return _moment(lessons, lesson, is_all_done(lessons, state))


def is_all_done(lessons, state):
    """Whether there is nothing left to pass."""
    return all(state(exercise.id) == "passed" for lesson in lessons for exercise in lesson.exercises)


def _moment(lessons, lesson, all_done):
    sentences = [LESSON_DONE % (lesson.number, len(lesson.exercises)), lesson.done]
    if all_done and len(lessons) > 1:
        sentences.append(COURSE_DONE % sum(len(each.exercises) for each in lessons))
    return " ".join(filter(None, sentences))


LESSON_DONE = "Hour %d is done: all %d exercises. Well done!"
COURSE_DONE = ("And that was the course, all %d exercises of it. What you use on the Internet from now on, you could have "
               "written.")
NEXT = "n goes on to %s %s. s shows the reference solution."
STILL_OPEN = "Still open in this lesson: %s. l lists them all."
NEXT_LESSON = "When you are ready for lesson %d: %s"
SOLUTION = "s shows the reference solution."

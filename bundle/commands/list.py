"""netprog list: every exercise and its state."""

import sys

from bundle import VERSION, course


def run(request):
    for lesson in course.lessons():
        for problem in lesson.problems:
            print("Left out: %s" % problem, file=sys.stderr)
    if "--json" in request.options:
        import json
        print(json.dumps(as_json(request)))
        return 0
    for lesson in course.lessons():
        print("%d  %s" % (lesson.number, lesson.title))
        for exercise in lesson.exercises:
            state = request.progress.state(exercise.id)
            print("   %s  %-18s %-7s %3d min  %s" % (
                exercise.id, exercise.slug, exercise.kind, exercise.minutes, state))
    return 0


def as_json(request):
    return {"version": VERSION, "lessons": [
        {"number": lesson.number, "title": lesson.title, "exercises": [
            {"id": exercise.id, "slug": exercise.slug, "title": exercise.title, "kind": exercise.kind,
             "minutes": exercise.minutes, "state": request.progress.state(exercise.id),
             "file": request.folder.file_of(exercise)}
            for exercise in lesson.exercises]}
        for lesson in course.lessons()]}

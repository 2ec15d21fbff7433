"""`lesson N` through a pipe: the task, where the file is, one check of it, and what to type next. Waits
for no key."""

from bundle.guiding.bodies import how, mark_of, printed, task_text
from bundle.guiding.whatnext import moment
from bundle.invocation import typed
from bundle.screen import markdown
from bundle.screen.text import wrap


def lesson(lesson, exercise, folder, progress, terminal, check):
    """Prints it all; 0 if the file passes, else 1."""
    style, columns = terminal.style, terminal.size()[0]
    put = folder.prepare(exercise)
    progress.mark_started(exercise.id)
    progress.set_place(lesson.number, exercise.id)
    say("%s (%s, %d minutes)" % (style.safe(exercise.name), exercise.kind, exercise.minutes), "")
    say(*markdown.render(task_text(exercise), columns, style))
    say("", "Your file:  %s" % style.safe(folder.file_of(exercise)))
    if put:
        say("New there:  %s" % style.safe(", ".join(put)))
    if exercise.servers:
        say("To try it:  %s" % typed("run", exercise.id))
    say("", "Checking your file ...")
    verdict = check(exercise, folder.file_of(exercise))
    say(*told(verdict, columns, style))
    return passed(lesson, exercise, progress) if verdict.passed else not_passed(exercise, verdict)


def told(verdict, columns, style):
    """The verdict, and the moment on the wire that proves it."""
    if verdict.passed:
        rounds = "%d round%s" % (len(verdict.rounds), "s" * (len(verdict.rounds) != 1))
        return ["Passed (%s, %.1f s)." % (rounds, verdict.seconds)]
    lines = ["Not yet (round %s)." % verdict.round if verdict.command else "Not yet.", ""]
    lines += ["  " + line for line in wrap(style.safe(verdict.message or ""), columns - 2)]
    events, mark = verdict.transcript.since(0), mark_of(verdict)
    if events and mark:
        from bundle.wire import show

        lines += [""] + ["  " + line for line in show.excerpt(events, mark, **how(columns - 2, style))]
    elif verdict.stderr.strip():
        lines += [""] + ["  " + line for line in printed(verdict.stderr, columns - 2, style, most=12)]
    return lines


def passed(lesson, exercise, progress):
    was_open = progress.state(exercise.id) != "passed"
    progress.mark_passed(exercise.id)
    open_ones = [each for each in lesson.exercises if progress.state(each.id) != "passed"]
    done = moment(exercise, progress.state, was_open)
    say(*[done] if done else [])
    later = [each for each in open_ones if each.number > exercise.number] or open_ones
    if later:
        say("", "Next:        %s" % typed("lesson", str(lesson.number), later[0].slug))
    say("Solution:    %s" % typed("solution", exercise.id))
    say(*progress.notices)
    return 0


def not_passed(exercise, verdict):
    say("", "Check again: %s" % typed("check", exercise.id))
    if verdict.command:
        repeat = ["check", exercise.id, "--round", verdict.round, "--seed", str(verdict.seed)]
        say("Only this:   %s" % typed(*repeat))
    say("A hint:      %s" % typed("hint", exercise.id))
    return 1


def say(*lines):
    for line in lines:
        print(line.rstrip(), flush=True)

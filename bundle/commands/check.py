"""netprog check: is the learner's program right? If not, the moment on the wire that shows it."""

import os

from bundle.arguments import Wrong
from bundle.commands.ending import end_in_order
from bundle.commands.overview import next_exercise
from bundle.commands.text import terminal
from bundle.guiding.whatnext import moment
from bundle.invocation import typed

STDERR_LINES = 12  # of the program's own words that are shown


def run(request):
    exercise = request.exercise()
    seed = _seed(request.options.get("--seed"))
    file = _file(request, exercise)
    only = request.options.get("--round")
    through = _through(request, exercise)
    from bundle import checking
    from bundle.checking.verdict import NoSuchRound
    end_in_order()
    try:
        verdict = checking.check(exercise, file, seed=seed, only=only, through=through)
    except NoSuchRound as problem:
        raise Wrong("E%s. All of them: %s" % (str(problem)[1:], typed("check", exercise.id)))
    request.progress.mark_started(exercise.id)
    request.progress.set_place(exercise.lesson, exercise.id)
    done = ""
    if verdict.passed and not only:
        was_open = request.progress.state(exercise.id) != "passed"
        request.progress.mark_passed(exercise.id)
        done = moment(exercise, request.progress.state, was_open)
    if "--json" in request.options:
        import json
        print(json.dumps(verdict.as_json()))
    else:
        wire = "--wire" in request.options
        following = next_exercise(request.progress)
        print("\n".join(tell(verdict, exercise, request.args[1:2], *terminal(), wire=wire, following=following)))
        if done:
            print("\n" + done)
    return 0 if verdict.passed else 1


def _seed(text):
    if text is not None and not (text.isascii() and text.isdigit()):
        raise Wrong("--seed %s is not a whole number. For example: --seed 7" % text)
    return None if text is None else int(text)


def _file(request, exercise):
    """The file to check: the one that was named, or the learner's; the starter is put where nothing is
    yet."""
    if len(request.args) > 1:
        if not os.path.exists(request.args[1]):
            raise Wrong("There is no file %s. Without a file, yours is checked: %s"
                        % (request.args[1], typed("check", exercise.id)))
        return request.args[1]
    request.folder.prepare(exercise)
    return request.folder.file_of(exercise)


def _through(request, exercise):
    """The learner's own tap or gateway, if the check is to go through it."""
    file = request.options.get("--through")
    if file is None:
        return None
    from bundle.checking.through import TAP, why_not
    is_script = exercise.kind == "cgi"
    why = why_not(exercise)
    if why:
        raise Wrong("%s cannot be checked through another program: %s. %s can, such as: %s" % (
            exercise.name, why, "Others" if is_script else "Those with one connection to one server",
            typed("check", "3.5" if is_script else "1.4", "--through", file)))
    if not os.path.isfile(file):
        made_by = "3.12" if is_script else TAP
        raise Wrong("There is no file %s to check through. It is the program of exercise %s: %s"
                    % (file, made_by, typed("task", made_by)))
    return file


def tell(verdict, exercise, file, style, columns, wire=False, following=None):
    """The lines that a learner reads of a verdict.

    file       the file that was named, in a list, if one was
    following  the next exercise that is not passed, if there is one
    """
    if verdict.passed:
        yield from _passed(verdict, exercise, style, following)
    else:
        yield from _failed(verdict, exercise, style, columns)
    events = verdict.transcript.since(0) if verdict.transcript else []
    mark = verdict.evidence and tuple(verdict.evidence[key] for key in ("connection", "direction", "offset"))
    if events and (wire or mark and not verdict.passed):
        from bundle.wire import show
        how = {"width": columns - 2, "colour": style.colour, "ascii": style.ascii, "encoding": style.encoding}
        yield ""
        for line in show.lines(events, mark=mark, **how) if wire else show.excerpt(events, mark, **how):
            yield "  " + line
    if not verdict.passed:
        yield from _stderr(verdict, style, columns)
        yield ""
        if verdict.command:     # answers are read, not run; nor is a file that is no program
            yield "What was run: %s" % style.safe(_shell(verdict.command))
        repeat = ["check", exercise.id] + list(file)
        if verdict.through:
            repeat += ["--through", verdict.through.file]
        if verdict.command:
            repeat += ["--round", verdict.round, "--seed", str(verdict.seed)]
            yield "Only this:    %s" % typed(*repeat)
        if events and not wire:
            yield "All of it:    %s" % typed(*repeat + ["--wire"])
        yield "A hint:       %s" % typed("hint", exercise.id)


def _passed(verdict, exercise, style, following):
    count = len(verdict.rounds)
    how, counted, more = "passed", "", None
    if verdict.through:
        how, counted, more = verdict.through.tell(style.safe(os.path.basename(verdict.through.file)))
    yield style("good", "%s %s: %s" % (exercise.id, exercise.slug, how)) + " (%s%d round%s, %.1f s)" % (
        counted, count, "s" * (count != 1), verdict.seconds)
    if more:
        yield more
    yield "The reference solution: %s" % typed("solution", exercise.id)
    if following and following.id != exercise.id:
        yield "What comes next:        %s" % typed("task", following.id)


def _failed(verdict, exercise, style, columns):
    import textwrap
    yield (style("bad", "%s %s: not passed yet" % (exercise.id, exercise.slug))
           + (" (round %s)" % verdict.round if verdict.command else ""))
    yield ""
    for line in textwrap.wrap(style.safe(verdict.message), columns - 2):
        yield "  " + style("bold", line)


def _stderr(verdict, style, columns):
    lines = (verdict.stderr or b"").decode("utf-8", "replace").rstrip().split("\n")
    if lines == [""]:
        return
    yield ""
    yield "Your program wrote on stderr:"
    if len(lines) > STDERR_LINES:
        yield style("dim", "  (%d lines before)" % (len(lines) - STDERR_LINES))
    for line in lines[-STDERR_LINES:]:
        for part in style.fold(style.safe(line), columns - 2):
            yield "  " + part


def _shell(command):
    from bundle.invocation import quoted
    return " ".join(quoted(str(word)) for word in command)

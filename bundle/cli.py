"""netprog's command line: `main(argv)` gives the exit status.

0 passed or done, 1 not passed, 2 the command or its input was wrong (or netprog is), 130 interrupted, 141 nobody
read the output to its end: what a shell says of a program that SIGPIPE ended. What is wrong with the learner's
input is one sentence on stderr, with the next step; a traceback is only ever about a bug of ours.
"""

import sys

from bundle import VERSION

UNREAD = 141    # 128 and the number of SIGPIPE


def main(argv):
    """Do what the words on the command line ask for; the exit status."""
    if argv in (["--version"], ["-V"]):
        return _ending(lambda: print("netprog", VERSION))
    _no_character_crashes()
    return _ending(lambda: _do(argv))


def _do(argv):
    from bundle.arguments import parse
    try:
        request = parse(argv)
        if "--help" in request.options:
            from bundle.commands.help import run
        elif "--version" in request.options:
            return print("netprog", VERSION)
        elif request.command is None:
            from bundle.commands.overview import run
        else:
            run = __import__("bundle.commands." + request.command.name, fromlist=["run"]).run
            if "--dir" in request.options:
                request.folder  # a folder that is none is told before anything else
        status = run(request)
        for notice in request.notices():
            print(notice, file=sys.stderr)
        return status
    except Exception as problem:
        if not _is_about_the_input(problem):
            raise
        print(problem, file=sys.stderr)
        return 2


def _is_about_the_input(problem):
    """Whether an exception is a sentence for the learner, and not a mistake of ours."""
    from bundle.arguments import Wrong
    from bundle.course import CourseError, NoSuchExercise
    from bundle.learner import Unwritable
    return isinstance(problem, (Wrong, NoSuchExercise, CourseError, Unwritable))


def _ending(do):
    """Call `do` for the exit status, and turn every way in which it can end into one."""
    try:
        status = do() or 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        status = 130
    except BrokenPipeError:
        status = UNREAD
    except OSError as problem:
        if sys.platform != "win32" or problem.errno != 22:  # Windows' word for a pipe that nobody reads
            return _our_mistake()
        status = UNREAD
    except Exception:
        return _our_mistake()
    _leave_quietly()
    return status


def _leave_quietly():
    """Where the reader of our output has had all it wanted (`… | head`), Python would complain of that at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            import os
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            except (OSError, ValueError, AttributeError):
                pass


def _our_mistake():
    import platform
    import traceback
    print("This is a mistake in netprog, not in your program. Please report it with the lines that follow.",
          file=sys.stderr)
    print("netprog %s, Python %s, %s, arguments: %s"
          % (VERSION, platform.python_version(), platform.platform(), sys.argv[1:]), file=sys.stderr)
    traceback.print_exc()
    return 2


def _no_character_crashes():
    """Where an output's encoding lacks a character, write the nearest that it has."""
    import codecs

    def nearest(problem):
        if not isinstance(problem, UnicodeEncodeError):
            raise problem
        from bundle.screen.text import SUBSTITUTES
        lacking = problem.object[problem.start:problem.end]
        return "".join(SUBSTITUTES.get(character, "?") for character in lacking), problem.end

    codecs.register_error("netprog.nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="netprog.nearest")

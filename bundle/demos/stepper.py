"""Runs a program line by line, in a process of its own: `python stepper.py PROGRAM ARGS...`

Before each line of PROGRAM it reports where it is and waits for the go-ahead. Reports go out through stdout,
a line each; a line that comes in through stdin is a go-ahead, and its end ends the program:

    line 12             line 12 is next; it waits
    printed 68690a      bytes that the program wrote to stdout or stderr, in hex
    calls recv          a call has begun that may wait for the other side; `back` when it has returned
    ended 0             the exit status; it waits once more, then nothing follows

Only lines of PROGRAM count, and of those the first of each statement; what modules do is not stopped, nor a
function whose first line ends in the remark "# in one step". The program finds its own arguments, an empty
stdin, and no way to this file. It runs on every system: two pipes are all that it needs. Nothing here is
imported by netprog.
"""

import sys

PROGRAM = sys.argv[1]
sys.path[0] = PROGRAM.replace("\\", "/").rpartition("/")[0] or "."     # before any import: not our own folder

import ast  # noqa: E402
import io  # noqa: E402
import os  # noqa: E402
import traceback  # noqa: E402

# What waits for the other side, as the C functions of socket, ssl and select are called.
MAY_WAIT = {"recv", "recv_into", "recvfrom", "_accept", "connect", "do_handshake", "read", "select", "poll"}
MODULES = ("_socket", "_ssl", "select")
WHOLE = "# in one step"


class Reports:
    """The pipes to whoever watches."""

    def __init__(self):
        self.out = os.fdopen(os.dup(1), "wb", buffering=0)
        self.source = os.fdopen(os.dup(0), "rb", buffering=0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(2, 1)                   # what goes past sys.stdout is nobody's report
        os.close(nowhere)

    def send(self, *words):
        try:
            self.out.write((" ".join(words) + "\n").encode("ascii"))
        except OSError:
            os._exit(1)                 # nobody watches any more

    def wait(self):
        """The go-ahead."""
        if not self.source.readline():
            os._exit(1)


class Printed(io.RawIOBase):
    """What the program prints becomes a report, so that it stays in order with its lines."""

    def __init__(self, reports):
        self.reports = reports

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        if data:
            self.reports.send("printed", data.hex())
        return len(data)


class Stepper:
    """The two hooks: one for lines, one for calls that may wait."""

    def __init__(self, program, source, reports):
        self.program = program
        self.reports = reports
        self.statements = statements(ast.parse(source))
        self.whole = {number for number, line in enumerate(source.decode("utf-8").splitlines(), 1)
                      if line.endswith(WHOLE)}

    def trace(self, frame, event, arg):
        """For sys.settrace: what to do in this frame; nothing, where it is not the program's."""
        name = frame.f_code.co_name
        if frame.f_code.co_filename != self.program or (name[0] == "<" and name != "<module>"):
            return None                 # a comprehension is a frame on some Pythons only
        if name != "<module>" and frame.f_code.co_firstlineno in self.whole:
            return None
        before = None

        def lines(frame, event, arg):
            nonlocal before
            first, is_long = self.statements.get(frame.f_lineno, (None, False))
            if event == "line" and first and not (is_long and first == before):
                before = first          # the lines of a long statement are visited in any order, and again
                self.reports.send("line", str(first))
                self.reports.wait()
            return lines
        return lines

    def profile(self, frame, event, arg):
        """For sys.setprofile: tell of calls that may wait."""
        if event.startswith("c_") and arg.__name__ in MAY_WAIT and self.is_of_a_socket(arg):
            self.reports.send("calls", arg.__name__) if event == "c_call" else self.reports.send("back")

    @staticmethod
    def is_of_a_socket(function):
        owner = getattr(function, "__self__", None)
        return any(kind.__module__ in MODULES for kind in type(owner).__mro__) \
            or getattr(owner, "__name__", None) == "select"


def statements(tree):
    """{line: (first line of its statement, whether that has more lines than one)}; None as first line for
    what is no step: docstrings. Of a compound statement, such as a loop, only the head is meant."""
    found = {}
    for node in ast.walk(tree):         # what stands inside comes later, and replaces
        if not isinstance(node, ast.stmt):
            continue
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno] + [each.lineno for each in decorators])
        last = node.body[0].lineno - 1 if getattr(node, "body", None) else node.end_lineno
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(first, max(first, last) + 1):
            found[line] = (None if is_text else first, last > first)
    return found


def run(program, reports):
    """Run it; its exit status."""
    with io.open_code(program) as file:
        source = file.read()
    sys.argv = sys.argv[1:]
    main = type(sys)("__main__")
    main.__file__ = program
    sys.modules["__main__"] = main
    stepper = Stepper(program, source, reports)
    code = compile(source, program, "exec")
    try:
        sys.setprofile(stepper.profile)
        sys.settrace(stepper.trace)
        try:
            exec(code, main.__dict__)
        finally:
            sys.settrace(None)
            sys.setprofile(None)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        told = error.__traceback__.tb_next      # without this file's own frame
        traceback.print_exception(type(error), error, told)
        return 1
    return 0


if __name__ == "__main__":
    reports = Reports()
    for name in ("stdout", "stderr"):
        setattr(sys, name, io.TextIOWrapper(Printed(reports), "utf-8", "backslashreplace", newline="\n",
                                            write_through=True))
    status = run(PROGRAM, reports)
    reports.send("ended", str(status))
    reports.wait()                      # so that what only the end of the process closes is told apart
    sys.exit(status)

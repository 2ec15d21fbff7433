"""--help, of netprog and of each command, made from the table of the commands."""

from bundle.arguments import VERSION
from bundle.commands import COMMANDS, DIR, HELP
from bundle.invocation import typed


def run(request):
    print("\n".join(_of_command(request.command) if request.command else _of_all()))
    return 0


def _of_all():
    yield "Learn Internet programming in Python: sockets, clients, CGI."
    yield ""
    yield "  " + typed()
    yield "      where you are in the course, and what to do next"
    for command in COMMANDS.values():
        yield "  " + (command.name + " " + command.arguments).strip()
        yield "      " + command.summary
    yield ""
    for option in (DIR, HELP, VERSION):
        yield _option_line(option)
    yield ""
    yield "Begin with: %s" % typed("lesson", "1")
    yield "More of a command, with an example: %s" % typed("check", "--help")
    yield "Exit status: 0 passed or done, 1 not passed, 2 the command was wrong, 130 interrupted, 141 nobody read"
    yield "the output to its end."


def _of_command(command):
    yield " ".join([typed(command.name)] + ["[options]"] * bool(command.options) + [command.arguments]).rstrip()
    yield ""
    yield command.summary[0].upper() + command.summary[1:]
    yield ""
    for option in list(command.options.values()) + [DIR, HELP]:
        yield _option_line(option)
    yield ""
    yield "For example:"
    for example in command.examples:
        yield "  " + typed(*example.split())
    if command.notes:
        yield ""
        yield command.notes


def _option_line(option):
    return "  %-14s %s" % ((option.name + " " + (option.value or "")).strip(), option.summary)

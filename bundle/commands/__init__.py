"""What can be typed: a table of the commands, from which the parser, the help and the suggestions are made.

Each command is a function `run(request) -> exit status` in the module of its name beside this file. The table
knows its words; only the command that was asked for is imported.
"""


class Option:
    """`--seed S` or, without `value`, a switch such as `--json`."""

    __slots__ = ("name", "value", "summary")

    def __init__(self, name, value, summary):
        self.name = name
        self.value = value
        self.summary = summary


class Command:
    """`least` and `most` count its arguments (most None: any number). `passes_on`: what follows its first
    argument belongs to the learner's program."""

    __slots__ = ("name", "arguments", "summary", "least", "most", "options", "examples", "notes", "passes_on")

    def __init__(self, name, arguments, summary, least, most, options=(), examples=(), notes="",
                 passes_on=False):
        self.name = name
        self.arguments = arguments
        self.summary = summary
        self.least = least
        self.most = most
        self.options = {option.name: option for option in options}
        self.examples = examples
        self.notes = notes
        self.passes_on = passes_on


DIR = Option("--dir", "DIR", "your folder, instead of NETPROG_DIR or ~/netprog")
HELP = Option("--help", None, "this text")
JSON = Option("--json", None, "one JSON object on stdout, for programs")
EXERCISE_NOTE = "N.K is an exercise: 2.4, 2.04 and its name, pop-peek, are the same."

COMMANDS = {command.name: command for command in (
    Command("lesson", "N [EXERCISE]", "the guided session: what to do, servers, a check on every save", 1, 2,
            examples=("lesson 2", "lesson 2 pop-peek")),
    Command("lecture", "N", "the hour's lecture: to speak from, or to read alone", 1, 1,
            examples=("lecture 2",), notes="""\
On a terminal it is shown section by section, with letter keys, and comes back to its place. Through a pipe, or
with > FILE, it is the whole text."""),
    Command("demo", "N[.K]", "a demonstration: its code beside the wire, line by line", 1, 1,
            examples=("demo 2", "demo 2.1"), notes="""\
demo N lists the demonstrations of hour N. Each is a real program that runs against practice servers. On a
terminal a key runs the next line; through a pipe all of it is told straight through."""),
    Command("list", "", "every exercise and its state", 0, 0, [JSON], ("list", "list --json")),
    Command("task", "N.K", "what to do in an exercise", 1, 1, examples=("task 2.4",), notes=EXERCISE_NOTE),
    Command("hint", "N.K [HINT]", "the next hint, or hint number HINT", 1, 2,
            examples=("hint 2.4", "hint 2.4 1"), notes=EXERCISE_NOTE),
    Command("solution", "N.K", "the reference solution, once you have passed", 1, 1,
            [Option("--yes", None, "show it although you have not passed")],
            ("solution 2.4", "solution 2.4 --yes"), EXERCISE_NOTE),
    Command("reset", "N.K", "the starter again; your file is kept beside it", 1, 1,
            examples=("reset 2.4",), notes=EXERCISE_NOTE),
    Command("check", "N.K [FILE]", "is your program right? If not, the moment that shows it", 1, 2,
            [JSON, Option("--seed", "S", "a number that makes the content: the same number, the same check"),
             Option("--round", "NAME", "only this round, such as clean or drib"),
             Option("--wire", None, "everything that crossed the wire, not only the moment"),
             Option("--through", "FILE", "your own tap (1.14) before the server, or gateway (3.12) before the script")],
            ("check 2.4", "check 2.4 other.py --round drib --seed 7", "check 1.4 --through tap.py"), EXERCISE_NOTE),
    Command("run", "N.K [ARGS...]", "your program against the practice servers, the wire shown as it happens",
            1, None, examples=("run 2.4", "run 2.4 bob builder"), passes_on=True, notes=EXERCISE_NOTE + """
What you type is your program's input. The wire is shown on stderr, your program's output on stdout. All that
follows N.K is for your program, except --dir; HOST and PORT of the practice server, or the PORT for your own,
are put in front of it. A server or a script of yours is served until you press Ctrl-C."""),
    Command("serve", "[PROTOCOL...]", "practice servers until Ctrl-C, for any client you like", 0, None, [
            Option("--json", None, "a line of JSON for each server, when it listens")],
            ("serve", "serve pop3 ftp"), "Ctrl-C is how it ends; the exit status is then 0."),
    Command("talk", "HOST PORT", "type at any server, and see both sides' bytes", 2, 2, [
            Option("--tls", None, "speak TLS, and first see who is there"),
            Option("--crlf", None, "end your lines with CRLF, as most protocols want it; else with LF")],
            ("talk 127.0.0.1 8110", "talk 127.0.0.1 8119 --crlf", "talk localhost 8995 --tls --crlf"), """\
What you type is sent when you press Enter. Ctrl-D (on Windows, Ctrl-Z and Enter) ends your side of the
connection, the server's close ends talk, Ctrl-C ends both. What comes through a pipe is sent as it is, but for
--crlf. With --tls, nothing is sent before the server has proved that it is HOST: to a CA that this machine
trusts, and on this machine itself also to the practice CA."""),
    Command("tap", "PORT HOST PORT", "a relay that shows what passes between a client and a server", 3, 3,
            examples=("tap 9110 127.0.0.1 8110", "tap 9080 localhost 8080"), notes="""\
Everything that connects to the first PORT of this machine talks with the server at HOST and the second PORT,
and what passes is shown, both ways. 0 for the first PORT is any that is free. Ctrl-C is how it ends; the exit
status is then 0."""),
    Command("doctor", "", "is this machine ready?", 0, 0, examples=("doctor",)),
    Command("verify", "[N | N.K ...]", "every reference solution passes here, so this copy is whole", 0, None,
            examples=("verify", "verify 2", "verify 2.4 1.1")),
)}

"""From the words on the command line to a Request, by the table of the commands.

A hand-written parser in place of argparse: that costs 10 ms of every start, and says "invalid choice" where a
learner needs the next step. Options may stand anywhere, `--seed 7` and `--seed=7` are the same, `--` ends the
options.
"""

from bundle.commands import COMMANDS, DIR, HELP, Option
from bundle.invocation import always, typed

VERSION = Option("--version", None, "the version of this copy")
NEEDED = {"N": "the number of a lesson", "N.K": "the number of an exercise",
          "N[.K]": "the number of a lesson or of a demonstration"}


class Wrong(Exception):
    """The command or its input was wrong: one sentence, and the next step."""


class Request:
    """What was asked: `command` (None without one), `args` and `options` {"--seed": "7", "--json": True}. The
    learner's folder and progress are read when they are asked for."""

    def __init__(self, command, args, options):
        self.command = command
        self.args = args
        self.options = options
        self._folder = None
        self._progress = None

    @property
    def folder(self):
        if self._folder is None:
            from bundle.learner import Folder
            self._folder = Folder.choose(self.options.get("--dir"))
        return self._folder

    @property
    def progress(self):
        if self._progress is None:
            from bundle.learner import Progress
            self._progress = Progress(self.folder)
        return self._progress

    def notices(self):
        """What keeping the progress has to say to the learner."""
        return self._progress.notices if self._progress is not None else []

    def exercise(self):
        """The exercise that the first argument names."""
        from bundle.course import find
        return find(self.args[0])


def parse(words):
    """The Request that the words make. Raises Wrong."""
    command, args, options = None, [], {}
    words = list(words)
    while words:
        word = words.pop(0)
        passing = command is not None and command.passes_on and args
        if word == "--" and command is not None:
            args.extend(words)
            break
        if word.startswith("-") and word != "-" and not (passing and word.partition("=")[0] != "--dir"):
            name, value = _option(word, command, words)
            options[name] = value
        elif command is None:
            command = _command(word)
        else:
            args.append(word)
    if "--dir" in options:
        always("--dir", options["--dir"])
    if command is not None and "--help" not in options:
        _count(command, args)
    return Request(command, args, options)


def _command(word):
    if word in COMMANDS:
        return COMMANDS[word]
    if word[:1].isdigit():
        example = typed("lesson" if word.isdigit() else "check", word)
        raise Wrong("What should I do with %s? For example: %s" % (word, example))
    raise Wrong("There is no command %s.%s All of them: %s"
                % (word, _nearest(word, COMMANDS), typed("--help")))


def _option(word, command, words):
    """(name, value) of an option; takes its value from the words where it has one."""
    name, equals, value = word.partition("=")
    name = {"-h": "--help", "-V": "--version"}.get(name, name)
    known = {"--dir": DIR, "--help": HELP}
    known.update({"--version": VERSION} if command is None else command.options)
    if name not in known:
        owners = [other.name for other in COMMANDS.values() if name in other.options]
        if command is None and owners:
            example = [owners[0]] + ["2.4"] * COMMANDS[owners[0]].least + [name]
            raise Wrong("%s belongs behind its command. For example: %s" % (name, typed(*example)))
        place = typed(command.name, "--help") if command else typed("--help")
        raise Wrong("There is no option %s%s.%s What there is: %s"
                    % (name, " for " + command.name if command else "", _nearest(name, known), place))
    option = known[name]
    if option.value is None:
        if equals:
            raise Wrong("%s takes no value. Leave out =%s" % (name, value))
        return name, True
    if not equals:
        if not words:
            raise Wrong("%s needs a value: %s %s (%s)" % (name, name, option.value, option.summary))
        value = words.pop(0)
    return name, value


def _count(command, args):
    if len(args) < command.least:
        words = command.arguments.split()
        needed = NEEDED.get(words[0]) or " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
        raise Wrong("%s needs %s. For example: %s" % (command.name, needed, typed(*command.examples[0].split())))
    if command.most is not None and len(args) > command.most:
        raise Wrong("%s takes %s; %s is too much. For example: %s" % (
            command.name, command.arguments or "no arguments", " ".join(args[command.most:]),
            typed(*command.examples[0].split())))


def _nearest(word, choices):
    import difflib  # only a mistyped word pays for it
    near = difflib.get_close_matches(word, list(choices), 2, 0.5)
    return " Do you mean %s?" % " or ".join(near) if near else ""

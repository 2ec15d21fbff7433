"""The rounds of a check: each function of check.py, under each fault profile that it names."""

import importlib.machinery
import types

from bundle.wire.faults import Faults


class Round:
    """One function under one fault profile.

    name     what `--round` takes: the profile for the first function of a check.py; the function's name, and the profile
             unless it is clean, for the others
    early    the mistake that a program makes which acts while `hold` withholds the last byte; None for the general one
    """

    def __init__(self, name, function, profile, early):
        self.name = name
        self.function = function
        self.profile = profile
        self.early = early


def rounds(*profiles, early=None):
    """Mark a function of check.py as one that judges, under each of these fault profiles (see bundle.wire.faults).

    early: the mistake of a program that acts on a message whose last byte is withheld; only for `hold`. False where
           to act is right.
    """
    for profile in profiles:
        Faults(profile)     # a name that is none is told here

    def mark(function):
        function.rounds = (profiles, early)
        return function
    return mark


def load(path):
    """Read a check.py: (its rounds in order, its named mistakes)."""
    from bundle.checking.mistakes import Mistake
    loader = importlib.machinery.SourceFileLoader("netprog_check", path)
    module = types.ModuleType("netprog_check")
    module.__file__ = path
    exec(loader.get_code("netprog_check"), module.__dict__)
    found = []
    functions = [value for value in vars(module).values() if hasattr(value, "rounds")]
    for function in functions:
        profiles, early = function.rounds
        for profile in profiles:
            found.append(Round(_name(function, profile, function is functions[0]), function, profile, early))
    if not found:
        raise ValueError("{} has no function marked with @rounds".format(path))
    return found, [value for value in vars(module).values() if isinstance(value, Mistake) and value.rank == 1]


def _name(function, profile, is_first):
    if is_first:
        return profile
    name = function.__name__.replace("_", "-")
    return name if profile == "clean" else "{}-{}".format(name, profile)

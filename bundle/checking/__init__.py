"""Running a learner's program and judging it. A check.py needs `mistake` and `rounds`; the commands need `check`."""

from bundle.checking.mistakes import mistake
from bundle.checking.rounds import rounds

__all__ = ["check", "mistake", "rounds"]


def check(exercise, file, seed=None, only=None, cancel=None, on_round=None, **options):
    """Check `file` as a solution of `exercise`; see bundle.checking.verdict.check."""
    from bundle.checking import verdict
    return verdict.check(exercise, file, seed, only, cancel, on_round, **options)

"""Do verdicts flip? Checks every solution, right and wrong program again and again while the processors are kept busy.

    python3 tests/flips.py [--minutes M] [--rounds N] [--busy B] [EXERCISE...]

Each program is checked with a new seed each time. A verdict that is not the expected one is printed; the exit status is 1
if there was one. Stops after N rounds or M minutes, whichever comes last.
"""

import argparse
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from bundle import course                           # noqa: E402  (the checkout is on sys.path only now)
from tests.authoring import cases, what_is_wrong    # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--busy", type=int, default=os.cpu_count(), help="processes that keep the processors busy")
    options = parser.parse_args()
    chosen = {course.find(name).id for name in options.exercises}
    programs = [case for case in cases() if case.exercise.id in chosen or not chosen]
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.busy)]
    began, rounds, checks, flips = time.monotonic(), 0, 0, 0
    try:
        while rounds < options.rounds or time.monotonic() - began < options.minutes * 60:
            rounds += 1
            for case in programs:
                checks += 1
                flips += is_a_flip(case)
            print("round {}: {} checks, {} flips, {:.0f} min".format(
                rounds, checks, flips, (time.monotonic() - began) / 60), flush=True)
    finally:
        for process in busy:
            process.kill()
    return 1 if flips else 0


def is_a_flip(case):
    """Check the program once; says so, and returns True, if the verdict is another than it must be."""
    try:
        problem = what_is_wrong(case)
    except Exception as bug:
        problem = "the check itself broke: {!r}".format(bug)
    if problem:
        print("FLIP   {}: {}".format(case, problem), flush=True)
    return bool(problem)


if __name__ == "__main__":
    sys.exit(main())

"""Do verdicts flip? Checks every solution, right and wrong program again and again while the processors are kept busy.

    python3 tests/flips.py [--minutes M] [--rounds N] [--busy B] [--at-once K] [LESSON|EXERCISE...]

Each program is checked with a new seed each time, K programs side by side. A verdict that is not the expected one is
printed; the exit status is 1 if there was one. Stops after N rounds or M minutes, whichever comes last.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from bundle import course                           # noqa: E402  (the checkout is on sys.path only now)
from tests.authoring import cases, what_is_wrong    # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chosen", nargs="*", metavar="LESSON|EXERCISE", help="all, if none is named")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--busy", type=int, default=os.cpu_count(), help="processes that keep the processors busy")
    parser.add_argument("--at-once", type=int, default=3, help="programs that are checked side by side")
    options = parser.parse_args()
    programs = [case for case in cases() if is_chosen(case.exercise, options.chosen)]
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.busy)]
    began, rounds, flips = time.monotonic(), 0, 0
    try:
        with ThreadPoolExecutor(options.at_once) as pool:
            while rounds < options.rounds or time.monotonic() - began < options.minutes * 60:
                rounds += 1
                flips += sum(pool.map(is_a_flip, programs))
                print("round {}: {} programs, {} flips so far, {:.0f} min".format(
                    rounds, len(programs), flips, (time.monotonic() - began) / 60), flush=True)
    finally:
        for process in busy:
            process.kill()
    return 1 if flips else 0


def is_chosen(exercise, chosen):
    return not chosen or str(exercise.lesson) in chosen or exercise.id in [
        course.find(name).id for name in chosen if not name.isdigit()]


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

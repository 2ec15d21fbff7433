"""A warm start: `netprog.pyz --version` beside `python -c pass`, on every Python found."""

from tests.bench.harness import command, laptop, ratio
from tests.support.pythons import found

LIMITS = {"3.9": 2.5, "3.10": 2.5, "3.11": 1.8, "3.12": 1.8}
LIMIT_FROM_3_13_ON = 1.35


def rows():
    with laptop() as learner:
        at = {"cwd": learner.folder, "env": learner.environ}
        for version, python in found().items():
            yield ratio("Python %s: netprog.pyz --version" % version,
                        command(python, "netprog.pyz", "--version", **at),
                        command(python, "-c", "pass", **at),
                        limit=LIMITS.get(version, LIMIT_FROM_3_13_ON),
                        name="warm", beside_name="python -c pass")

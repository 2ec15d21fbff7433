"""Benchmarks, as one table: python3 tests/bench/run.py [TOPIC...]

Each figure is a ratio to something that was run beside it, turn by turn, in this same run; nothing fails
because of one. A topic is a module in topics/ with a function rows() that yields harness.Row objects; there
is no list to add it to.
"""

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(os.path.dirname(HERE)))


def main(wanted):
    """Run the topics named, all without a name; the exit status."""
    topics = sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "topics")) if name.endswith(".py"))
    unknown = [name for name in wanted if name not in topics]
    if unknown:
        print("No topic %s. There are: %s" % (", ".join(unknown), ", ".join(topics)), file=sys.stderr)
        return 2
    print("%-9s %-44s %9s %9s       %s" % ("topic", "what", "figure", "at most", "measured"))
    for topic in wanted or topics:
        for row in importlib.import_module("tests.bench.topics." + topic).rows():
            print("%-9s %s" % (topic, row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

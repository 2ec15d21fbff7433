"""`python -m bundle …` from a checkout does what `python netprog.pyz …` does."""

import sys

from bundle.cli import main


def start():
    """Run this process's command line, and end with its exit status."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    start()

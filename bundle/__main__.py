"""`python -m bundle …` from a checkout does what `python netprog.pyz …` does."""

import sys

from bundle.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

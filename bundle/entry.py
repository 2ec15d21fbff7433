"""What shiv and the start of netprog.pyz call once the bundle can be imported. Knows only where the commands begin."""

import sys

from bundle.cli import main as cli_main


def main():
    """Run the command line of this process and end it with the command's exit status."""
    sys.exit(cli_main(sys.argv[1:]))

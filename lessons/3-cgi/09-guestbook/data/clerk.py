"""The clerk gives the entries of the guest book their numbers. Leave this file as it is, but for PAUSE."""

import time

PAUSE = 0       # seconds; with 10, you have time for a second visitor


def next_number(count):
    """The number of the next entry in a book that has `count` entries."""
    time.sleep(PAUSE)
    return count + 1

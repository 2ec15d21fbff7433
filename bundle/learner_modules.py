"""Where a learner's program finds nntplib, cgi and cgitb, which left the standard library in Python 3.13.

Knows only the folder; the runner never puts it on its own path.
"""

import os
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLACES = (
    os.path.join(HERE, "learner_modules"),              # unpacked from netprog.pyz
    os.path.join(HERE, ".build", "learner_modules"),    # a checkout, once build.py has run there
)


def path_for_learner():
    """The folder to put on a learner's PYTHONPATH; None before 3.13, or in a checkout where build.py never
    ran."""
    if sys.version_info < (3, 13):
        return None
    for place in PLACES:
        if os.path.isfile(os.path.join(place, "nntplib.py")):
            return place
    return None

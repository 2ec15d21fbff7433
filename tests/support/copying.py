"""A copy of the checkout in another folder, as a clone would be: without what builds and tests left in it."""

import os
import shutil

LEFT_BEHIND = (".git", ".build", ".tox", "__pycache__", "netprog.pyz", ".pytest_cache")


def copy_checkout(checkout, target, tools=True):
    """Copy it to the folder `target` (made here); with `tools`, it shares the environment for shiv."""
    shutil.copytree(str(checkout), str(target), symlinks=True, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    if tools:
        kept = os.path.join(str(target), ".build")
        os.mkdir(kept)
        os.symlink(os.path.join(str(checkout), ".build", "tools"), os.path.join(kept, "tools"))
    return str(target)

"""The first code of netprog.pyz: straight to the unpacked folder where that is whole, otherwise to unpack.py.

Any Python since 2.7 must be able to read this file, and every start compiles it: so it is short, and imports
little.
"""

import sys

if sys.version_info < (3, 9):
    import too_old
    too_old.say_so()

import os

BUILD = "0" * 64            # build.py puts the hash of the contents here
UNPACKED_AT = 1140739200    # as in whole.py, which is not run where it has another modification time

archive = sys.path[0]
name = os.path.basename(os.path.realpath(archive) if os.path.islink(archive) else archive)
root = os.environ.get("SHIV_ROOT") or os.path.join(os.path.expanduser("~"), ".shiv")
folder = os.path.join(os.path.abspath(root), name + "_" + BUILD)
try:
    sys.path[0] = os.path.join(folder, "site-packages")
    if os.stat(os.path.join(sys.path[0], "whole.py")).st_mtime != UNPACKED_AT:
        raise ValueError("whole.py is not as it was unpacked")
    import whole
    in_use = whole.checked(folder, everything=sys.argv[1:] != ["--version"])
except Exception:
    sys.path[0] = archive
    sys.modules.pop("whole", None)
    import unpack
    folder, in_use = unpack.unpacked(archive, os.path.dirname(folder), name, BUILD)
    sys.path[0] = os.path.join(folder, "site-packages")

from bundle.cli import main
sys.exit(main(sys.argv[1:]))

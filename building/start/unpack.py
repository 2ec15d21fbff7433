"""The first start of a netprog.pyz on a machine, and every start that finds its unpacked folder damaged.

shiv's bootstrap does the unpacking. What it has no answer for is here: a home that cannot be written, a full
disk, two first starts at once, a damaged folder or file, folders that earlier builds left. Knows nothing of
the course.
"""

import atexit
import os
import py_compile
import re
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import whole

try:
    from bz2 import decompress
except ImportError:
    from bunzip import decompress

INNER = "shiv.pyz"                              # the file that shiv built …
PACKED = "shiv.bz2"                             # … as build.py packed it
IMPORTED = re.compile(r"site-packages/(whole\.py|(bundle|learner_modules)/.*\.py|lessons/.*/check\.py)$")
# What every start imports, which --version looks at too.
FIRST = re.compile(r"site-packages/(bundle/)?(__pycache__/)?(whole|__init__|cli)\.")
ABANDONED = 3600        # seconds after which another start's half-done folder is removed
MINE = os.getpid()


def unpacked(archive, root, name, build):
    """A folder that holds what is in `archive`, and its open list of files.

    `root` is where the folder should be, `name` the file's own name. Ends with a sentence where nothing
    works.
    """
    reasons = []
    for choose in (_home, _temporary):
        try:
            chosen = choose(root)
            folder = os.path.join(chosen, name + "_" + build)
            _make_whole(archive, folder)
            found = folder, _checked(folder)
            _remove_earlier(chosen, name, build)
            sys.path_importer_cache.clear()     # Python may know the folder as it was; its time is the same
            return found
        except (zipfile.BadZipFile, EOFError, KeyError) as error:
            _stop("%s is damaged or half copied (%s). Copy it again." % (archive, error))
        except OSError as error:
            reasons.append(str(error))
    _stop("netprog found no folder to unpack itself in: %s. "
          "Set SHIV_ROOT to a folder that you can write in." % "; ".join(reasons))


def _stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(2)


def _home(root):
    if not os.environ.get("SHIV_ROOT") and os.path.expanduser("~") in (os.sep, "~"):
        raise OSError("you have no home folder")
    os.makedirs(root, exist_ok=True)
    return root


def _temporary(_root):
    """A new folder that goes when this process ends. Programs started by this one find it by SHIV_ROOT."""
    folder = tempfile.mkdtemp(prefix="netprog-")
    atexit.register(_remove, folder)
    os.environ["SHIV_ROOT"] = folder
    return folder


def _make_whole(archive, folder):
    """Leave `folder` as `archive` has it, compiled for this Python. OSError where that cannot be done."""
    with zipfile.ZipFile(archive) as outer:
        packed = outer.read(PACKED)     # reading checks its checksum
    fresh = "%s.%d" % (folder, MINE)
    _remove(fresh)
    os.mkdir(fresh)             # shiv's lock would wait for ever on Windows where this is not allowed
    try:
        copy = os.path.join(fresh, INNER)
        _write_zip(copy, decompress(packed))
        with zipfile.ZipFile(copy) as shiv_archive:
            sizes = {info.filename: info.file_size for info in shiv_archive.infolist()
                     if info.filename.startswith("site-packages/")}
            if _sources_are_whole(folder, sizes):
                _compile(folder, sizes)     # another Python unpacked it, or only compiled files are damaged
                return
            new = os.path.join(fresh, "new")
            _shiv(copy).extract_site_packages(shiv_archive, Path(new))
        for name in sizes:
            os.utime(os.path.join(new, name), (whole.UNPACKED_AT, whole.UNPACKED_AT))
        _compile(new, sizes)
        _put_in_place(new, folder)
    finally:
        _remove(fresh)


def _write_zip(path, unpacked):
    """Write the zip file that shiv knows: `unpacked` is a line `SIZE NAME` for each member, an empty line, and
    the members."""
    directory, _, data = unpacked.partition(b"\n\n")
    with zipfile.ZipFile(path, "w") as archive:
        at = 0
        for line in directory.decode("utf-8").split("\n"):
            size, _, name = line.partition(" ")
            archive.writestr(zipfile.ZipInfo(name), data[at:at + int(size)])
            at += int(size)


def _shiv(copy):
    """shiv's own bootstrap package, out of the file that shiv built."""
    sys.path.insert(0, copy)
    try:
        import _bootstrap
        return _bootstrap
    finally:
        sys.path.remove(copy)
        sys.path_importer_cache.pop(copy, None)


def _sources_are_whole(folder, sizes):
    try:
        for name, size in sizes.items():
            found = os.stat(os.path.join(folder, name))
            if found.st_size != size or found.st_mtime != whole.UNPACKED_AT:
                return False
    except OSError:
        return False
    return True


def _compile(folder, sizes):
    """Compile what is imported, then write the list that whole.py reads."""
    sizes = dict(sizes)
    for name in sorted(sizes):
        if IMPORTED.match(name):
            made = py_compile.compile(os.path.join(folder, name), doraise=True,
                                      invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
            os.utime(made, (whole.UNPACKED_AT, whole.UNPACKED_AT))
            if not sys.pycache_prefix:
                sizes[os.path.relpath(made, folder).replace(os.sep, "/")] = os.stat(made).st_size
    for name in _upper_folders(sizes):
        os.utime(os.path.join(folder, name), (whole.UNPACKED_AT, whole.UNPACKED_AT))
        sizes[name] = "-"
    first = {name for name in sizes if sizes[name] == "-" or FIRST.match(name)}
    listed = os.path.join(folder, "whole.%s" % sys.implementation.cache_tag)
    with open("%s.%d" % (listed, MINE), "w", encoding="ascii", newline="\n") as file:
        for names in (first, set(sizes) - first):
            file.writelines("%s %s\n" % (sizes[name], name) for name in sorted(names))
            file.write("\n" if names is first else "")
    os.replace(file.name, listed)


def _upper_folders(names):
    """site-packages, and two levels of folders in it: their time changes when something in them goes."""
    parts = [name.split("/")[:-1] for name in names if "/__pycache__/" not in name]
    return {"/".join(folders[:depth]) for folders in parts for depth in (1, 2, 3)}


def _put_in_place(new, folder):
    """Rename `new` to `folder`; what is there already is kept when it is whole, because another start was
    faster."""
    if os.path.lexists(folder):
        try:
            os.close(whole.checked(folder, everything=True))
            return
        except Exception:
            os.rename(folder, os.path.join(os.path.dirname(new), "damaged"))
    try:
        os.rename(new, folder)
    except OSError:
        os.close(whole.checked(folder, everything=True))    # all right if another start has just put it there


def _checked(folder):
    try:
        return whole.checked(folder, everything=True)
    except (OSError, ValueError) as error:
        raise OSError("%s does not keep files as they were written: %s" % (folder, error))


def _remove_earlier(root, name, build):
    """Remove what earlier builds unpacked in `root`, except where one of them is still running."""
    ours = re.compile(r"\.?(netprog.*\.pyz_.|%s_[0-9a-f]{64})" % re.escape(name))
    for entry in os.listdir(root):
        path = os.path.join(root, entry)
        if not ours.match(entry) or os.path.islink(path):
            continue
        if not os.path.isdir(path):
            if entry.endswith("_lock"):         # shiv's own, beside the folder
                _remove_file(path)
        elif build not in entry or _abandoned(path, entry):
            _remove_unused(path)


def _abandoned(path, entry):
    """Is this a half-done folder (its name ends in a process number) that nobody works on any more?"""
    return entry.rpartition(".")[2].isdigit() and time.time() - os.stat(path).st_mtime > ABANDONED


def _remove_unused(folder):
    locked = []
    try:
        for name in os.listdir(folder):
            if name.startswith("whole.") and hasattr(os, "lockf"):
                locked.append(open(os.path.join(folder, name), "r+b", 0))
                os.lockf(locked[-1].fileno(), os.F_TLOCK, 0)        # refused while any process has its byte
        aside = "%s.%d" % (folder, MINE)
        os.rename(folder, aside)    # at once: no start finds half of it. Windows refuses it while in use
        _remove(aside)
    except OSError:
        pass        # in use, or not ours to remove: it does no harm
    finally:
        for file in locked:
            file.close()


def _remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def _remove_file(path):
    try:
        os.remove(path)
    except OSError:
        pass

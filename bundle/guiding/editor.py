"""Opening a file in the learner's editor.

$VISUAL or $EDITOR where they are set. Most of those want the terminal, so it is theirs until they end; a
few open windows of their own. Without them, whatever the system opens text with.
"""

import os
import sys

WINDOWED = ("atom", "bbedit", "code", "code-insiders", "codium", "geany", "gedit", "gnome-text-editor",
            "gvim", "idea", "kate", "kwrite", "mate", "mousepad", "mvim", "notepad", "notepad++", "pycharm",
            "subl", "sublime_text", "thonny", "xed", "zed")


class NoEditor(Exception):
    """There is none, or it does not start; the text is for the learner."""


def choose(environ=os.environ, platform=sys.platform):
    """(command without the file, whether it needs the terminal). NoEditor."""
    import shlex
    import shutil

    for variable in ("VISUAL", "EDITOR"):
        words = environ.get(variable, "").strip()
        if words:
            try:
                command = [words] if os.path.exists(words) else shlex.split(words, posix=platform != "win32")
            except ValueError:
                raise NoEditor("The quotes in $%s do not match: %s" % (variable, words))
            return command, program_name(command[0]) not in WINDOWED
    if platform == "win32":
        return ["notepad"], False
    if platform == "darwin":
        return ["open", "-t"], False
    if (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) and shutil.which("xdg-open"):
        return ["xdg-open"], False
    raise NoEditor("I do not know your editor. Set EDITOR to its name, or open the file yourself.")


def program_name(path):
    name = path.strip('"').replace("\\", "/").rsplit("/", 1)[-1].lower()
    return name[:-4] if name.endswith((".exe", ".cmd", ".bat")) else name


def start_here(command, file):
    """An editor on this terminal: a process to wait for. NoEditor."""
    return _start(command + [file])


def start_window(command, file):
    """An editor with a window of its own, which outlives us and is not waited for. NoEditor."""
    import subprocess

    if command == ["notepad"] and _opened_by_windows(file):
        return
    nothing = subprocess.DEVNULL
    process = _start(command + [file], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    process.returncode = 0


def _start(command, **how):
    import subprocess

    try:
        return subprocess.Popen(command, **how)
    except OSError as error:
        raise NoEditor("%s does not start: %s." % (command[0], error.strerror or error))


def _opened_by_windows(file):
    """Windows' own idea of editing a .py file. Never "open": that would run it."""
    try:
        os.startfile(file, "edit")
        return True
    except (AttributeError, OSError):
        return False

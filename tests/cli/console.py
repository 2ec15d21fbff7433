"""Typing at netprog from the checkout, as a learner does: a home and a folder of its own, no terminal."""

import contextlib
import os
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Console:
    """`netprog("check", "1.1")` is what is typed; `work` is the learner's folder."""

    def __init__(self, place):
        self.place = str(place)
        self.work = os.path.join(self.place, "work")
        self.started = []
        self.environ = {name: value for name, value in os.environ.items()
                        if not name.startswith(("PYTHON", "NETPROG")) and not name.lower().endswith("_proxy")}
        self.environ.update(HOME=self.place, USERPROFILE=self.place, NETPROG_DIR=self.work, PYTHONPATH=ROOT,
                            PYTHONWARNINGS="error", PYTHONDONTWRITEBYTECODE="1")

    def __call__(self, *words, stdin=b"", code=None, **environ):
        """Run to the end; `.out` and `.err` are text. `code` is Python to run instead of netprog itself."""
        done = subprocess.run(_command(code) + list(words), input=stdin, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.place, env=self._with(environ), timeout=60)
        done.out = done.stdout.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
        done.err = done.stderr.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
        return done

    def start(self, *words, code=None, **options):
        """Start it, for what goes on until it is interrupted: a subprocess.Popen."""
        environ = self._with(options.pop("environ", {}))
        options = dict({"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}, **options)
        self.started.append(subprocess.Popen(_command(code) + list(words), cwd=self.place, env=environ, **options))
        return self.started[-1]

    def close(self):
        """End what a test that failed has left."""
        for process in self.started:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    with contextlib.suppress(OSError):      # what was not yet written to a program that has ended
                        pipe.close()

    def _with(self, environ):
        found = dict(self.environ, **environ)
        return {name: value for name, value in found.items() if value is not None}

    def file(self, lesson, exercise, name):
        return os.path.join(self.work, lesson, exercise, name)

    def save(self, text, *path):
        """The learner saves a file."""
        target = self.file(*path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
        return target


def _command(code):
    return [sys.executable] + (["-c", code] if code else ["-m", "bundle"])


def interrupt(process):
    """Ctrl-C; [stdout, stderr] of what it still says, as text."""
    process.send_signal(signal.SIGINT)
    return [(part or b"").decode("utf-8", "backslashreplace") for part in process.communicate(timeout=30)]


def lines_until(stream, words):
    """What comes from `stream`, as text, up to the line that holds `words`."""
    found = []
    for line in stream:
        found.append(line.decode("utf-8", "backslashreplace"))
        if words in found[-1]:
            return "".join(found)
    raise AssertionError("%r never came; what came: %r" % (words, "".join(found)))

"""The guided session on a pseudo-terminal: from a save to the verdict, its memory, and what it uses at rest (Linux)."""

import os
import pty
import select
import shutil
import signal
import statistics
import sys
import time

from bundle import course
from tests.bench.harness import Row, laptop

SAVES = 5
REST = 10.0     # seconds at rest


def rows():
    with laptop() as learner:
        exercise = course.find("2.04")
        with Session(learner, "lesson", "2", "2.04") as session:
            file = session.wait_for_file("pop_peek.py")
            beside, ours = [], []
            for _ in range(SAVES):
                began = time.perf_counter()
                os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", "pass"])
                beside.append(time.perf_counter() - began)
                session.forget()
                began = time.perf_counter()
                shutil.copyfile(exercise.solution_path, file)
                session.read_until(b"Passed")
                ours.append(time.perf_counter() - began)
                shutil.copyfile(os.path.join(exercise.folder, exercise.starter), file)
                session.read_until(b"Not yet")
            yield Row("from a save to the verdict (2.04)", statistics.median(ours) / statistics.median(beside), 70.0,
                      "{:.2f} s beside python -c pass {:.1f} ms".format(
                          statistics.median(ours), statistics.median(beside) * 1000))
            yield Row("memory of the session", session.memory(), 40.0, "resident, after {} checks".format(2 * SAVES), unit="MB")
            before = session.processor_seconds()
            session.rest(REST)
            used = session.processor_seconds() - before
            yield Row("processor use at rest", 100 * used / REST, 1.0, "{:.0f} ms in {:g} s".format(used * 1000, REST), unit="%")


class Session:
    """`netprog.pyz WORDS` on a pseudo-terminal, as a learner has it."""

    def __init__(self, learner, *words):
        self.folder = str(learner.folder)
        self.home = learner.environ["HOME"]
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(self.folder)
            os.execve(sys.executable, [sys.executable, "netprog.pyz"] + list(words), dict(learner.environ, TERM="xterm"))
        self._seen = b""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def forget(self):
        self._seen = b""

    def read_until(self, words, seconds=30):
        """Read what it draws until `words` are drawn."""
        limit = time.monotonic() + seconds
        while words not in self._seen:
            if not select.select([self.terminal], [], [], max(0, limit - time.monotonic()))[0]:
                raise TimeoutError("the session did not show {} within {} s; it showed {}".format(words, seconds, self._seen[-500:]))
            self._seen += os.read(self.terminal, 65536)
        self._seen = self._seen[self._seen.index(words) + len(words):]

    def rest(self, seconds):
        """Leave it alone."""
        limit = time.monotonic() + seconds
        while select.select([self.terminal], [], [], max(0, limit - time.monotonic()))[0]:
            os.read(self.terminal, 65536)

    def wait_for_file(self, name):
        """The learner's file, once the session has put it there."""
        self.read_until(b"Not checked yet")
        for folder, _, files in os.walk(self.home):
            if name in files and "netprog" in folder and ".shiv" not in folder:
                return os.path.join(folder, name)
        raise FileNotFoundError(name)

    def memory(self):
        """Resident, in megabytes."""
        with open("/proc/{}/status".format(self.pid)) as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024

    def processor_seconds(self):
        with open("/proc/{}/stat".format(self.pid)) as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

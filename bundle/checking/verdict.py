"""A check as a whole: every round, side by side, and the one thing to tell the learner."""

import base64
import os
import threading
import time

from bundle import processes
from bundle.checking import preflight
from bundle.checking.mistakes import Cancelled, Proved
from bundle.checking.rounds import load
from bundle.wire.transcript import Transcript

AT_ONCE = 6     # rounds side by side: most of their time is waiting
SEEDS = 100000
LONGEST_CHECK = 300     # seconds; only a mistake of ours can make a check take so long


class Verdict:
    """What a check found.

    passed, diagnosis (a mistake's name or None), message, evidence (connection, direction, offset; or None)
    round, seed      where it was found, and the content: together they repeat it
    command          the command that was run, as a list; empty when nothing was
    seconds, rounds  (name, passed, seconds) of each round that came to its end
    transcript, stdout, stderr   of that round, or of the first one when all passed
    through          what a check through the learner's own tap or gateway saw of it (see bundle.checking.through), or None
    """

    def __init__(self, exercise, seed):
        self.exercise = exercise
        self.seed = seed
        self.passed = False
        self.diagnosis = self.message = self.round = self.evidence = None
        self.command = []
        self.seconds = 0.0
        self.rounds = []
        self.transcript = Transcript()
        self.stdout = self.stderr = b""
        self.through = None

    @property
    def repeat(self):
        """The netprog command, without the name of the file, that repeats the round of this verdict."""
        return "check {} --round {} --seed {}".format(self.exercise.id, self.round, self.seed)

    def tell_instead(self, other):
        """Tell what `other`, of the same file and seed, found."""
        for name in ("round", "diagnosis", "message", "evidence", "command", "transcript", "stdout", "stderr"):
            setattr(self, name, getattr(other, name))

    def as_json(self):
        """The verdict as the object that `check --json` prints."""
        through = {"through": self.through.as_json()} if self.through else {}
        return {
            "exercise": self.exercise.id, "passed": self.passed, "diagnosis": self.diagnosis, "message": self.message,
            "round": self.round, "seed": self.seed, "command": self.command, "seconds": round(self.seconds, 3),
            "rounds": [{"name": name, "passed": passed, "seconds": round(seconds, 3)}
                       for name, passed, seconds in self.rounds],
            "evidence": self.evidence,
            "transcript": [{"connection": event.connection, "t": round(event.t, 6), "direction": event.direction,
                            "data": base64.b64encode(event.data).decode("ascii")}
                           for event in self.transcript.events if event.kind in ("data", "datagram")],
            **through
        }


class _Outcome:
    """How one round ended: `proved` is None when it passed."""

    def __init__(self, round):
        self.round = round
        self.proved = None
        self.cancelled = False
        self.trial = None       # while it runs
        self.problem = None     # an exception of our own, which is a bug
        self.seconds = 0.0
        self.transcript = Transcript()
        self.command = []
        self.stdout = self.stderr = b""


class NoSuchRound(Exception):
    """The exercise has no round of that name; the text says which it has."""


def check(exercise, file, seed=None, only=None, cancel=None, on_round=None, at_once=AT_ONCE, through=None):
    """Check `file` as a solution of `exercise`, in every round or in the one named `only`: a Verdict.

    seed      makes the content (an int); one that changes from check to check if None
    cancel    an Event that calls the check off: Cancelled is raised
    on_round  called with (name, passed, seconds) as each round ends, from another thread
    through   a file: the learner's own tap or gateway, which all goes through (see bundle.checking.through)
    at_once   how many rounds run side by side; fewer take longer, and do less in vain for a program that fails
    NoSuchRound when `only` is no round of this exercise.
    """
    began = time.monotonic()
    seed = int.from_bytes(os.urandom(4), "big") % SEEDS if seed is None else seed
    verdict = Verdict(exercise, seed)
    all_rounds, mistakes = load(exercise.check_path)
    chosen = [round for round in all_rounds if only in (None, round.name)]
    if not chosen:
        raise NoSuchRound("exercise {} has no round {!r}; it has {}".format(
            exercise.id, only, ", ".join(round.name for round in all_rounds)))
    watched = None
    if through:
        from bundle.checking.through import watch
        watched = verdict.through = watch(exercise, through)
    try:
        preflight.inspect(file, is_python=exercise.kind != "wire")
        if through:
            _inspect_between(through)
    except Proved as proved:
        _tell(verdict, chosen[0], proved)
        return verdict
    outcomes = _Run(exercise, file, seed, chosen, mistakes, cancel or threading.Event(), on_round,
                    at_once, watched).outcomes()
    verdict.rounds = [(outcome.round.name, outcome.proved is None, outcome.seconds)
                      for outcome in outcomes if not outcome.cancelled]
    worst = _worst(outcomes)
    verdict.passed = worst is None
    told = worst or outcomes[0]
    _tell(verdict, told.round, told.proved)
    verdict.command, verdict.transcript = told.command, told.transcript
    verdict.stdout, verdict.stderr = told.stdout, told.stderr
    if watched:
        watched.judge(verdict, lambda only=None: check(exercise, file, seed, only, cancel))
    verdict.seconds = time.monotonic() - began
    return verdict


def _inspect_between(file):
    """Look at the learner's tap or gateway, too: what is wrong is told with its name."""
    try:
        preflight.inspect(file)
    except Proved as proved:
        proved.message = "{}: {}".format(os.path.basename(file), proved.message.replace(", or bring the starter back (reset)", ""))
        raise


def _tell(verdict, round, proved):
    verdict.round = round.name
    if proved:
        verdict.diagnosis, verdict.message, verdict.evidence = proved.mistake.name, proved.message, proved.evidence


CANNOT_WORK = {"crashed", "str-for-bytes", "wrong-port", "never-connected", "arguments", "reads-stdin", "not-listening",
               "server-ended", "flooded", "forked-on", "no-output"}    # in the first round: no other round can tell more


def _rank(outcomes, index):
    """The lower, the more it is worth telling: a program that cannot work at all; a named mistake; a general one."""
    rank = outcomes[index].proved.mistake.rank
    if index == 0 and outcomes[0].proved.mistake.name in CANNOT_WORK:
        rank = 0
    return rank, index


def _worst(outcomes):
    """The outcome to tell the learner of; None when all passed.

    A program that fails in the first round is judged by that function alone, under whatever faults: what other functions
    find is then a consequence.
    """
    first = outcomes[0]
    failed = [index for index, outcome in enumerate(outcomes) if outcome.proved and not outcome.cancelled
              and (not first.proved or outcome.round.function is first.round.function)]
    return outcomes[min(failed, key=lambda index: _rank(outcomes, index))] if failed else None


class _Run:
    """The rounds of one check, `at_once` of them at a time."""

    def __init__(self, exercise, file, seed, chosen, mistakes, cancel, on_round, at_once, watched):
        self.exercise = exercise
        self.file = os.path.abspath(file)
        self.seed = seed
        self.mistakes = mistakes
        self.cancelled = cancel         # from outside
        self.on_round = on_round
        self.at_once = at_once
        self.watched = watched          # a Watched or a Serving, or None
        self.mark = "{}-{}/".format(os.getpid(), os.urandom(4).hex())
        self._outcomes = [_Outcome(round) for round in chosen]
        self._stops = [threading.Event() for _ in chosen]   # each calls one round off
        self._next = 0
        self._changed = threading.Condition()               # guards _next and the outcomes
        self._left = len(chosen)

    def outcomes(self):
        """Run all rounds; returns their outcomes, in order."""
        threads = [threading.Thread(target=self._work, name="round", daemon=True)
                   for _ in range(min(self.at_once, len(self._outcomes)))]
        for thread in threads:
            thread.start()
        try:
            limit = time.monotonic() + LONGEST_CHECK
            with self._changed:
                while self._left and not self.cancelled.is_set() and time.monotonic() < limit:
                    self._changed.wait(0.1)     # the cancel event belongs to somebody else, and cannot wake us
        finally:
            for index in range(len(self._outcomes)):
                self._stop(index)
            for thread in threads:
                thread.join(10)
            processes.end_marked(self.mark)
        if self.cancelled.is_set():
            raise Cancelled()
        if self._left:
            raise TimeoutError("the check of {} was not done after {} s, which is a mistake of netprog's".format(
                self.exercise.id, LONGEST_CHECK))
        for outcome in self._outcomes:
            if outcome.problem and not outcome.cancelled:
                raise outcome.problem
        return self._outcomes

    def _work(self):
        while True:
            with self._changed:
                index, self._next = self._next, self._next + 1
                if index >= len(self._outcomes):
                    return
            outcome = self._outcomes[index]
            self._run_round(outcome, self._stops[index])
            if outcome.proved and not outcome.cancelled:
                self._stop_what_cannot_matter(index)
            if self.on_round and not outcome.cancelled:
                self.on_round(outcome.round.name, outcome.proved is None, outcome.seconds)
            with self._changed:
                self._left -= 1
                self._changed.notify_all()

    def _stop_what_cannot_matter(self, failed):
        """The round number `failed` has failed: call off the later ones whose findings would not be told."""
        is_final = _rank(self._outcomes, failed) <= (1, failed)     # no later round has more to tell
        for index, outcome in enumerate(self._outcomes):
            another = failed == 0 and outcome.round.function is not self._outcomes[0].round.function
            if index > failed and (is_final or another):
                self._stop(index)

    def _stop(self, index):
        self._stops[index].set()
        trial = self._outcomes[index].trial
        if trial:
            trial.abort()

    def _run_round(self, outcome, stop):
        """One round, from a fresh folder to the end of the program."""
        began = time.monotonic()
        trial = None
        try:
            if stop.is_set():
                raise Cancelled()
            make = self.watched.trial if self.watched else _trial_class(self.exercise.kind)
            trial = outcome.trial = make(self.exercise, self.file, outcome.round, self.seed, self.mistakes, stop,
                                         self.mark + outcome.round.name + "/")
            outcome.proved = trial.review(_found(outcome.round, trial))
        except Cancelled:
            pass  # noted below
        except Exception as problem:    # ours: the caller says so
            outcome.problem = problem
        finally:
            outcome.trial = None
            outcome.cancelled = stop.is_set()
            if trial:
                trial.close()
                if self.watched:
                    self.watched.add(trial)
                outcome.transcript = trial.seen()
                outcome.command = trial.command or []
                if trial.program:
                    outcome.stdout, outcome.stderr = trial.program.stdout, trial.program.stderr
            outcome.seconds = time.monotonic() - began


def _found(round, trial):
    """Run the round: the Proved that it raises, or None."""
    try:
        round.function(trial)
        trial.finish()
    except Proved as proved:
        return proved
    return None


def _trial_class(kind):
    if kind == "client":
        from bundle.checking.client import Client
        return Client
    if kind == "server":
        from bundle.checking.server import Server
        return Server
    if kind == "cgi":
        from bundle.checking.cgi import Script
        return Script
    from bundle.checking.answers import Answers
    return Answers

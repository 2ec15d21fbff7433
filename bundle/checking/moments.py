"""Moments of a script's run: a module beside the script tells the runner where it is, and goes on when it may.

The learner imports that module in any case, for what it does; the check puts its own in its place, which has the
same functions and says `_at("a moment")` in them. So races and kills happen at a moment, and not by luck. Knows
nothing of what the module is for.
"""

import os
import socket
import threading
import time

from bundle.checking.mistakes import Cancelled

SHORT = 0.3         # seconds within which a script that nothing holds up gets to its next moment, at least …
MANY = 20           # … or so many times what another one needed
LOOK = 0.05
HEARD = 5           # seconds; only a hang takes so long

ASKS = '''\
import os as _os
import socket as _socket

_runner = _socket.create_connection(("127.0.0.1", {port}))
_is_free = False


def _at(moment):
    """Tell the runner; wait for its word, unless it has let us go for good."""
    global _is_free
    try:
        _runner.sendall((moment + "\\n").encode("ascii"))
        _is_free = _is_free or _runner.recv(1) != b"."
    except OSError:
        _is_free = True     # the check is over


_at("here {{}}".format(_os.getpid()))


'''


class Moments:
    """The runner's end of the module `name`, which is put beside the script with `source` in it.

    Visits go on as if nothing were there; one that is begun with begin() is held at each of its moments.
    """

    def __init__(self, script, name, source):
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._guard = threading.Lock()      # guards _next
        self._next = None                   # the Held that the next script is to be
        self._held = []
        script.services.append(self)
        with open(os.path.join(script.folder, name), "w", encoding="utf-8") as file:
            file.write(ASKS.format(port=self._listener.getsockname()[1]) + source)
        threading.Thread(target=self._accept, name="moments", daemon=True).start()

    def begin(self, visit, *args, after=None, **options):
        """Begin a visit (see Script.beside), and wait until its script imports the module: a Held.

        after  a Held that was begun before. This one may have to wait for it before it imports: if it needs much longer, it
               is not waited for, and not held
        """
        began = time.monotonic()
        with self._guard:
            held = self._next = Held(self._script)
        held.visiting = self._script.beside(visit, *args, **options)
        while not held.arrived.wait(LOOK) and not held.visiting.is_over():
            if after and time.monotonic() - began > max(SHORT, MANY * after.came_within):
                break
        held.came_within = time.monotonic() - began
        with self._guard:
            self._next = None
        return held

    def close(self):
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass    # on some systems it is close() that wakes accept()
        self._listener.close()
        for held in self._held:
            held.let_go()

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._guard:
                held, self._next = self._next, None
            if held:
                self._held.append(held)
                held.take(sock)
            else:
                Held(self._script).take(sock).let_go()


class Held:
    """A script that is held at its moments.

    arrived   an Event: it has imported the module
    said      the moments that it has told of, in order
    visiting  the Visiting that it belongs to
    """

    def __init__(self, script):
        self.arrived = threading.Event()
        self.said = []
        self.visiting = None
        self.came_within = 0.0  # seconds, from its beginning to its arrival
        self.seconds = 0.0      # that it needed from its arrival to the moment it reached last
        self._script = script
        self._sock = None
        self._pid = None
        self._rest = b""
        self._is_held = False   # it waits for our word
        self._hearing = None    # the thread that hears it out
        self._is_free = False   # it is to be let go …
        self._was_let_go = False    # … and knows
        self._since = 0.0

    def take(self, sock):
        self._sock = sock
        try:
            self._next_moment(None)     # "here PID"
        except Cancelled:
            pass
        self._pid = self.said.pop()[len("here "):] if self.said else None
        self._since = time.monotonic()
        self.arrived.set()
        return self

    def reaches(self, moment, within=None):
        """Let it go on to a moment whose first word is `moment`, where it stays; returns whether it gets there: not if
        it ends before, nor if nothing is heard of it for `within` seconds although it is not at work."""
        while self._sock is not None:
            self._allow(b".")
            said = self._next_moment(within)
            if said is None:
                return False
            if said.split()[0] == moment:
                self.seconds = time.monotonic() - self._since
                return True
        return False

    def soon(self):
        """Seconds within which another script does what this one did, if nothing holds it up."""
        return max(SHORT, MANY * self.seconds)

    def let_go(self):
        """Let it go on to its end; what it says on the way is heard in the background."""
        if self._sock is not None and not self._is_free:
            self._is_free = True
            self._allow(b"!")
            self._hearing = threading.Thread(target=self._hear_out, name="moments", daemon=True)
            self._hearing.start()
        return self

    def page(self):
        """Let it go on to its end: the Page."""
        try:
            return self.let_go().visiting.page()
        finally:
            if self._hearing:
                self._hearing.join(HEARD)   # all that it said is in `said`

    def kill(self):
        """End it where it is, with all that it has started, from outside: the Page of the failure."""
        while True:     # the gateway may not have noted yet that it runs
            self._script.kill()
            if self.visiting.is_over(LOOK):
                self._hear_out()
                return self.visiting.page()

    def _allow(self, word):
        if self._is_held and not self._was_let_go:
            self._is_held, self._was_let_go = False, word == b"!"
            try:
                self._sock.sendall(word)
            except OSError:
                pass    # it has been ended

    def _hear_out(self):
        try:
            while self._sock is not None and self._next_moment(None) is not None:
                self._allow(b"!")
        except Cancelled:
            pass    # nobody waits for it any more

    def _next_moment(self, within):
        """The next moment it tells of; None if it has ended, or is not heard for `within` seconds."""
        asked, least = time.monotonic(), within or 0
        while b"\n" not in self._rest:
            self._sock.settimeout(LOOK)
            try:
                chunk = self._sock.recv(4096)
            except socket.timeout:
                if self._script.cancel.is_set():
                    raise Cancelled() from None
                waited = time.monotonic() - asked
                if within and waited > least and not (waited < 4 * within and is_at_work(self._pid)):
                    return None
                continue
            except OSError:
                chunk = b""
            if not chunk:
                self._sock.close()
                self._sock = None
                return None
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        self.said.append(line.decode("ascii", "replace"))
        self._is_held = True
        return self.said[-1]


def is_at_work(pid):
    """Whether process `pid` runs, is ready to run or waits for its disk; False where the system does not tell."""
    try:
        with open("/proc/{}/stat".format(pid), "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0] in (b"R", b"D")
    except OSError:
        return False

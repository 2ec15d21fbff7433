"""What the practice web site keeps: files, the forms that were sent, members and their sessions, counters.

One lock guards what changes. It knows neither HTTP nor a cookie: a session is a token that somebody holds.
"""

import base64
import random
import threading
import time

from bundle.servers.stores import files
from bundle.servers.stores.library import text

MEMBERS = {"alice": "wonderland", "rabbit": "teatime"}
LATE = "rabbit"             # every other session of his is over before it is used
LASTS = 900                 # seconds that a session lives without a visit
MOST_SESSIONS = 1000        # of more, the oldest is forgotten
MOST_FORMS = 200


class Site:
    """The model behind the web site; `files` is a FileTree.

    clock  tells the seconds, for the end of sessions
    """

    def __init__(self, tree, seed=0, clock=time.monotonic):
        self.files = tree
        self.seed = seed
        self._clock = clock
        self._rng = random.Random(seed)     # a site in earnest draws its tokens from secrets.token_urlsafe
        self._sessions = {}                 # token -> [member, when it ends]
        self._forms = {}                    # number -> what keep_form was given
        self._counts = {}
        self._lock = threading.Lock()

    def count(self, name):
        """How often this was asked of `name`, this time included."""
        with self._lock:
            self._counts[name] = self._counts.get(name, 0) + 1
            return self._counts[name]

    def keep_form(self, fields):
        """Keep what somebody sent; returns the number under which `form` finds it."""
        number = self.count("forms")
        with self._lock:
            self._forms[number] = fields
            self._forms.pop(number - MOST_FORMS, None)
        return number

    def form(self, number):
        """What keep_form was given; None if there is no such number (any more)."""
        with self._lock:
            return self._forms.get(number)

    def log_in(self, member, password):
        """The token of a new session; None if nobody has that name and password."""
        if MEMBERS.get(member) != password:
            return None
        is_over = member == LATE and self.count("sessions of " + member) % 2
        with self._lock:
            token = base64.b64encode(self._rng.getrandbits(104).to_bytes(13, "big")).decode("ascii")
            self._sessions[token] = [member, self._clock() + (0 if is_over else LASTS)]
            while len(self._sessions) > MOST_SESSIONS:
                del self._sessions[next(iter(self._sessions))]
            return token

    def member(self, token):
        """Whose session that is; None if it is nobody's, or over. A visit makes it last anew."""
        with self._lock:
            session = self._sessions.get(token)
            if session is None:
                return None
            if session[1] <= self._clock():
                del self._sessions[token]
                return None
            session[1] = self._clock() + LASTS
            return session[0]

    def log_out(self, token):
        with self._lock:
            self._sessions.pop(token, None)

    def diary(self, member):
        """The private page of a member, as bytes in UTF-8."""
        rng = random.Random("{} {}".format(self.seed, member))
        return text("The diary of {}".format(member.capitalize()), rng, 3)


def make(seed):
    """The practice site of `seed`: the same bytes on every Python."""
    return Site(files.make(seed), seed)

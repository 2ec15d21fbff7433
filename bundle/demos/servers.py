"""The practice servers of a demonstration: fresh ones, on one transcript, their connections named after them.

What stands behind a slash says how one differs from the practice server: `pop3s/impostor` has another
certificate, one of practice_tls.KINDS; `stamp/drib` serves under a fault profile; `ping/lossy` loses some of
its answers. A few have a Session of their own. `own/NAME` and `counted/NAME` are no servers: the program is,
and what passes between its two ends is seen (see between.py). `cgi` and `cgi/environ` run the program as a
script (see scripts.py).
"""

import time

from bundle.servers import PROTOCOLS, Stores

STEP = 0.005        # seconds between two looks at servers that have something to do
SPECIAL = {
    "pop3s/impostor": "bundle.demos.impostor:Impostor",
    "stamp/clean": "bundle.demos.stamps:Quiet",
    "stamp/drib": "bundle.demos.stamps:Slow",
    "stamp/coal": "bundle.demos.stamps:Announcing",
}
OWN = ("own", "counted")
CGI = "cgi"
LOST = (2, 5, 6, 9)     # of ten pings, those that `ping/lossy` does not answer


class Servers:
    """`.host` and `.ports`, in the order in which the demonstration names them. OSError.

    folder  what a gateway serves: where the program runs
    """

    def __init__(self, demo, transcript, folder=None):
        self.transcript = transcript
        self.services = []
        stores = Stores()
        try:
            for name in demo.servers:
                self.services.append(_service(name, stores, transcript, folder).start())
        except BaseException:
            self.close()
            raise
        self.host = self.services[0].host if self.services else "127.0.0.1"
        self.ports = [port for service in self.services for port in getattr(service, "ports", [service.port])]

    def settle(self, seconds=0.5):
        """Wait until the servers have done all that the program has asked for so far: `seconds` at most."""
        limit, rested = time.monotonic() + seconds, False
        while time.monotonic() < limit:
            seen = len(self.transcript.events)
            rests = all(service.at_rest() for service in self.services)
            if rests and rested:
                return
            rested = not self.transcript.wait(seen, STEP) and rests

    def over(self):
        """The program has ended: wait for the last goodbyes."""
        for service in self.services:
            service.settle(1)

    def close(self):
        for service in self.services:
            service.close()


def _service(name, stores, transcript, folder):
    row, _, kind = name.partition("/")
    if row == CGI:
        from bundle.demos.scripts import service
        return service(folder, Named(transcript, "visitor"), transcript, kind == "environ")
    if row in OWN:
        from bundle.demos.between import Between, Counted
        label = Named(transcript, kind)
        return Between(Counted(label) if row == "counted" else label)
    protocol = PROTOCOLS[row]
    label = Named(transcript, kind or row)
    if protocol.udp:
        from bundle.wire.datagrams import DROPPED, DatagramService
        script = dict.fromkeys(LOST, DROPPED) if kind == "lossy" else None
        return DatagramService(protocol.session_class(), stores.of(protocol), protocol.port, label, script)
    from bundle.servers import practice_tls
    from bundle.servers.service import Service
    from bundle.wire.faults import PROFILES, Faults

    faults = Faults(kind) if kind in PROFILES else None
    security = {"tls" if protocol.tls else "starttls": lambda: practice_tls.context(kind or "good")}
    session = _load(SPECIAL[name]) if name in SPECIAL else protocol.session_class()
    return Service(session, stores.of(protocol), protocol.port, label, faults, **security)


def _load(place):
    module, _, name = place.partition(":")
    return getattr(__import__(module, fromlist=[name]), name)


class Named:
    """A transcript that calls its connections "pop3", "pop3 2", … instead of "1", "2", …"""

    def __init__(self, transcript, name):
        self._transcript = transcript
        self._name = name
        self._count = 0

    def number(self):
        self._count += 1
        return self._name if self._count == 1 else "%s %d" % (self._name, self._count)

    def __getattr__(self, name):
        return getattr(self._transcript, name)

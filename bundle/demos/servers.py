"""The practice servers of a demonstration: fresh ones, on one transcript, their connections named after them.

`pop3s/impostor` is the server of that row with another certificate, one of practice_tls.KINDS. An impostor
who knows how to collect passwords has a Session of its own.
"""

import time

from bundle.servers import PROTOCOLS, Stores

STEP = 0.005        # seconds between two looks at servers that have something to do
SPECIAL = {"pop3s/impostor": "bundle.demos.impostor:Impostor"}


class Servers:
    """`.host` and `.ports`, in the order in which the demonstration names them. OSError."""

    def __init__(self, demo, transcript):
        self.transcript = transcript
        self.services = []
        stores = Stores()
        try:
            for name in demo.servers:
                self.services.append(_service(name, stores, transcript).start())
        except BaseException:
            self.close()
            raise
        self.host = self.services[0].host if self.services else "127.0.0.1"
        self.ports = [service.port for service in self.services]

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


def _service(name, stores, transcript):
    from bundle.servers import practice_tls
    from bundle.servers.service import Service

    row, _, kind = name.partition("/")
    protocol = PROTOCOLS[row]
    label = Named(transcript, kind or row)
    if protocol.udp:
        from bundle.wire.datagrams import DatagramService
        return DatagramService(protocol.session_class(), stores.of(protocol), protocol.port, label)
    security = {"tls" if protocol.tls else "starttls": lambda: practice_tls.context(kind or "good")}
    session = _load(SPECIAL[name]) if name in SPECIAL else protocol.session_class()
    return Service(session, stores.of(protocol), protocol.port, label, **security)


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

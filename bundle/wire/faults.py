"""The fault profiles: what a real network does to messages, and loopback does not.

A profile stands between a connection's `send` and its socket. It sees one message at a time, and puts it on the wire
in its own way. Neither the server that sends nor the check that judges knows which profile is on.

A profile is named by a word, the number of the message it strikes where it strikes one (the first, unless another is
named), and `data` where it is meant for FTP's data connections:

    drib   coal   hold   hold-3   cut-2   cut-data   rst-1   mute-2
"""

HOLD_SECONDS = 0.3      # how long `hold` withholds the last byte of a message …
MOST_HOLD_SECONDS = 1.5 # … on a machine where programs start slowly, up to this
DRIB_SECONDS = 0.001    # the gap between single bytes; without it, they arrive together
DRIB_BYTES = 160        # so many bytes of a connection go one by one; what follows goes in a few pieces a message


class Faults:
    """What a check wants to go wrong: the profile named by `spec` ("clean", "drib", "cut-data", …).

    ValueError for a name that is none.
    """

    def __init__(self, spec="clean"):
        word, _, rest = spec.partition("-")
        self.spec = spec
        self.on_data = rest.endswith("data")
        number = rest[:-len("data")].rstrip("-") if self.on_data else rest
        if word not in PROFILES or (number and not number.isdigit()):
            raise ValueError("no such fault profile: {!r}; there are {}".format(spec, ", ".join(sorted(PROFILES))))
        self._profile = PROFILES[word]
        self._everywhere = word in ("drib", "coal")
        self._message = int(number or 1)
        self.hold_seconds = HOLD_SECONDS

    def learn_slowness(self, seconds):
        """A program needed `seconds` to start: one that acts too early may need as long to do so."""
        self.hold_seconds = max(self.hold_seconds, min(MOST_HOLD_SECONDS, seconds))

    def for_connection(self, is_data=False):
        """The profile of one new connection, with a count of messages of its own."""
        if self._everywhere or is_data == self.on_data:
            return self._profile(self._message)
        return Clean(1)


class Clean:
    """Each message goes out as it is."""

    def __init__(self, strikes):
        self.strikes = strikes  # the number of the message that the profile strikes
        self.message = 0        # the number of the message being sent
        self.kept = b""         # what was given to send and is kept back
        self.silent = False     # not even FIN is sent any more

    def deliver(self, wire, data):
        """Put one message on `wire`: an object with write, pause, held, fin and reset (the connection)."""
        self.message += 1
        if self.message == self.strikes:
            self.strike(wire, data)
        elif self.message > self.strikes:
            self.after(wire, data)
        else:
            wire.write(data)

    def strike(self, wire, data):
        wire.write(data)

    def after(self, wire, data):
        wire.write(data)

    def flush(self, wire):
        """The sender now reads or closes: whatever was kept back goes out."""


class Drib(Clean):
    """One byte a write: a read is not a message, nor a whole character."""

    def __init__(self, strikes):
        super().__init__(strikes)
        self._left = DRIB_BYTES

    def deliver(self, wire, data):
        if len(data) <= self._left:
            pieces = [data[at:at + 1] for at in range(len(data))]
            self._left -= len(data)
        else:
            inside = next((at for at in range(2, len(data) - 1) if data[at] & 0xC0 == 0x80), 1)     # of a UTF-8 character
            pieces = [piece for piece in (data[:1], data[1:inside], data[inside:-1], data[-1:]) if piece]
        for piece in pieces:
            wire.write(piece)
            wire.pause(DRIB_SECONDS)


class Coal(Clean):
    """Messages that follow each other go out as one: a read can hold many messages."""

    def deliver(self, wire, data):
        self.kept += data
        if len(self.kept) > 65536:
            self.flush(wire)

    def flush(self, wire):
        kept, self.kept = self.kept, b""
        wire.write(kept)


class Hold(Clean):
    """The last byte comes late: what the program does meanwhile, it does on half a message."""

    def strike(self, wire, data):
        wire.hold(data)


class Cut(Clean):
    """FIN in mid-message: truncation must be noticed."""

    def strike(self, wire, data):
        wire.write(data[:len(data) // 2])
        wire.fin("cut in mid-message")
        raise ConnectionAbortedError("the fault profile cut this connection")

    def after(self, wire, data):
        raise ConnectionAbortedError("the fault profile cut this connection")


class Rst(Clean):
    """A reset in mid-message."""

    def strike(self, wire, data):
        wire.write(data[:len(data) // 2])
        wire.reset()
        raise ConnectionResetError("the fault profile reset this connection")

    def after(self, wire, data):
        raise ConnectionResetError("the fault profile reset this connection")


class Mute(Clean):
    """Says nothing any more, and does not close."""

    def strike(self, wire, data):
        """This message, and all that follow, stay unsaid."""
        self.silent = True

    after = strike


PROFILES = {"clean": Clean, "drib": Drib, "coal": Coal, "hold": Hold, "cut": Cut, "rst": Rst, "mute": Mute}

"""One conversation in lines: what POP3, NNTP, FTP and SMTP have in common.

A protocol is a subclass: a table of commands, and a method for each. This file reads lines, finds the method and
sends what it returns; it knows neither a verb nor a socket.
"""

from bundle.wire.connection import LineTooLong, Quiet

MOST_REMEMBERED = 10000     # commands of one conversation


class Command:
    """A row of a protocol's table.

    method     the name of the method; it takes the arguments as str and returns the reply
    arguments  as a manual writes them: "name", "msg [lines]"; "path..." is one that may hold spaces
    states     the states in which it may be said; any, if empty
    help       one line for HELP
    """

    __slots__ = ("method", "arguments", "states", "help", "least", "most", "whole")

    def __init__(self, method, arguments="", states=(), help=""):
        words = arguments.split()
        self.method = method
        self.arguments = arguments
        self.states = states
        self.help = help
        self.whole = arguments.rstrip("]").endswith("...")
        self.most = len(words)
        self.least = len([word for word in words if not word.startswith("[")])

    def split(self, text):
        """The arguments in `text`; None when there are too few or too many."""
        found = [text] if self.whole and text else text.split()
        return found if self.least <= len(found) <= self.most else None


class Said:
    """What the program said in one line, and the first line of what it was told."""

    __slots__ = ("verb", "argument", "offset", "reply")

    def __init__(self, verb, argument, offset):
        self.verb = verb            # in capitals
        self.argument = argument
        self.offset = offset        # of the line, in all that the program sent on this connection
        self.reply = ""

    def __repr__(self):
        return "<{0.verb} {0.argument} at {0.offset}: {0.reply}>".format(self)


class Session:
    """A conversation over `conn` about what is in `store`. Subclasses set the names in capitals and write methods."""

    name = ""
    COMMANDS = {}
    LINE_LIMIT = 512            # bytes, the line end included
    IDLE_SECONDS = 600          # without a word from the client; POP3 wants ten minutes (RFC 1939 section 3)
    MOST_BAD = 25               # commands in a row that were refused
    GREETING = None
    UNKNOWN = TOO_LONG = BAD_ARGUMENTS = WRONG_STATE = None     # the protocol's own words
    IDLE = TOO_MANY_BAD = TOO_MANY_CLIENTS = None               # said before closing; may be None
    tls = None                  # a function that returns an ssl.SSLContext, where there is TLS or may be

    def __init__(self, conn, store):
        self.conn = conn
        self.store = store
        self.state = ""
        self.commands = []      # Said, in order
        self.finished = False   # set by the command that ends the conversation
        self._bad = 0

    def serve(self):
        """Greet, then answer line after line until the end. Never raises for what the other side does."""
        try:
            self.greet()
            while not self.finished:
                try:
                    offset = self.conn.consumed
                    line = self.conn.read_line(self.LINE_LIMIT)
                except LineTooLong:
                    self._refuse(self.TOO_LONG)
                    continue
                except Quiet:
                    if self.busy():
                        continue
                    raise
                if not line:
                    break
                self.answer(line, offset)
        except Quiet:
            self._last_words(self.IDLE)
        except ConnectionError:
            pass  # the program has gone, or the fault profile cut the connection
        finally:
            self.leave()
            self.conn.close()

    def refuse(self):
        """Send this client away: there are too many."""
        self._last_words(self.TOO_MANY_CLIENTS)
        self.conn.close()

    def greet(self):
        """Say the first words; for most protocols, GREETING."""
        self.reply(self.GREETING)

    def start_tls(self, reply):
        """Say `reply`, in clear, and begin TLS; for the method of STARTTLS and its likes. ConnectionError when the
        handshake fails: there is nothing more to say then. What was said in clear counts no longer."""
        self.reply(reply)
        self.conn.start_tls(self.tls())

    @property
    def may_start_tls(self):
        """Whether the client may still ask for TLS."""
        return self.tls is not None and not self.conn.secure

    def busy(self):
        """Whether the session itself is at work for the client, so that its silence is none (an FTP transfer)."""
        return False

    def leave(self):
        """The conversation is over, however it ended: let go of what the session held."""

    def answer(self, line, offset=0):
        """Find the command in `line` (bytes), call its method, send the reply."""
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        verb, _, rest = text.partition(" ")
        said = Said(verb.upper(), rest.strip(), offset)
        self.commands.append(said)
        del self.commands[:-MOST_REMEMBERED]
        command = self.COMMANDS.get(said.verb)
        if command is None:
            return self._refuse(self.UNKNOWN)
        if command.states and self.state not in command.states:
            return self._refuse(self.wrong_state(said.verb, command))
        arguments = command.split(said.argument)
        if arguments is None:
            return self._refuse(self.BAD_ARGUMENTS)
        self._bad = 0
        self.reply(getattr(self, command.method)(*arguments))

    def wrong_state(self, verb, command):
        """The reply to a command that may not be said now."""
        return self.WRONG_STATE

    def reply(self, reply):
        """Send a reply: str (one line, its end added), bytes (as they are), or None (the method has sent it)."""
        if reply is None:
            return
        data = reply if isinstance(reply, bytes) else reply.encode("utf-8", "surrogateescape") + b"\r\n"
        if self.commands and not self.commands[-1].reply:
            self.commands[-1].reply = data.partition(b"\r\n")[0].decode("utf-8", "replace")
        self.conn.send(data)

    def _refuse(self, reply):
        self._bad += 1
        self.reply(reply)
        if self._bad > self.MOST_BAD:
            self.finished = True
            self._last_words(self.TOO_MANY_BAD)

    def _last_words(self, reply):
        try:
            self.reply(reply)
        except (ConnectionError, Quiet):
            pass  # nobody listens any more

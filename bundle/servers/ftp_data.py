"""FTP's second connection: who listens, who connects, and the transfer over it (RFC 959 section 3.3).

A transfer has a thread of its own, so that the control connection goes on listening: the client may say ABOR
or STAT meanwhile, or vanish. Knows no command, no file tree and no socket: connections come from the control
connection.
"""

import threading

from bundle.servers.stores.files import Refused

PIECE = 65536           # bytes of a file that are sent as one message
ACCEPT_SECONDS = 10     # so long the client may take to connect to the port we announced

DONE = "226 Transfer complete."
NO_CONNECTION = "425 Can't open data connection."
CUT = "426 Connection closed; transfer aborted."


class NoConnection(Exception):
    """The data connection did not come about."""


class DataChannel:
    """How the next data connection comes about: the client calls us (passive), or we call it (active)."""

    def __init__(self, control):
        self._control = control
        self._listener = None
        self._port = None

    def listen(self):
        """Passive: returns the port that the client may connect to. NoConnection."""
        self.close()
        try:
            self._listener = self._control.data_listener()
        except OSError as problem:
            raise NoConnection(str(problem)) from None
        return self._listener.port

    def call(self, port):
        """Active: the client listens on `port`."""
        self.close()
        self._port = port

    @property
    def arranged(self):
        """Whether a data connection can be opened now."""
        return bool(self._listener or self._port)

    def open(self):
        """The data connection that was arranged; each arrangement serves once. NoConnection."""
        listener, port = self._listener, self._port
        self._port = None
        try:
            return listener.accept(ACCEPT_SECONDS) if listener else self._control.connect_back(port)
        except OSError as problem:
            raise NoConnection(str(problem)) from None
        finally:
            self.close()

    def close(self):
        """Forget what was arranged. A client that has not connected yet will not be waited for."""
        listener, self._listener, self._port = self._listener, None, None
        if listener:
            listener.close()


class Transfer:
    """The bytes of one command, on their way.

    verb, path  what was asked for
    total       bytes that will be sent; None where nobody can know
    moved       bytes that have crossed so far
    connection  the name of the data connection in the transcript
    reply       what the client was told in the end
    """

    def __init__(self, verb, path, total=None):
        self.verb = verb
        self.path = path
        self.total = total
        self.moved = 0
        self.connection = None
        self.reply = CUT
        self._data = None
        self._stopped = False
        self._over = threading.Event()

    def start(self, channel, work, tell, tls=None):
        """Open the data connection, let work(data, self) move the bytes, and tell(reply) how it went.

        tls  a function that returns the ssl.SSLContext of a data connection that begins TLS; None for one in clear
        """
        self._channel = channel
        self._tls = tls
        threading.Thread(target=self._run, args=(work, tell), name="FTP transfer", daemon=True).start()

    @property
    def going_on(self):
        return not self._over.is_set()

    def wait(self):
        """Wait until the client has been told the end."""
        self._over.wait()

    def stop(self):
        """End the transfer now, and wait until the client has been told so."""
        self._stopped = True
        self._channel.close()
        if self._data:
            self._data.abandon()
        self.wait()

    def _run(self, work, tell):
        try:
            self.reply = self._move(work)
        except NoConnection:
            self.reply = CUT if self._stopped else NO_CONNECTION
        except Refused as problem:
            self.reply = "552 {}.".format(problem)
        except OSError:  # reset, cut by a fault, or quiet for too long
            self.reply = CUT
        finally:
            self._finish(tell)

    def _finish(self, tell):
        try:
            tell(self.reply)
        except OSError:
            pass  # the control connection has gone; the session finds that out itself
        self._over.set()
        if self._data:
            self._data.close()

    def _move(self, work):
        self._data = data = self._channel.open()
        self.connection = data.name
        if self._stopped:  # after stop() looked for the connection
            data.abandon()
        if self._tls:
            try:
                data.start_tls(self._tls())
            except ConnectionError as problem:
                raise NoConnection(str(problem)) from None
        try:
            work(data, self)
        finally:
            ended = self._end(data)
        return DONE if ended and not self._stopped else CUT

    def _end(self, data):
        """FIN is the end of a file in stream mode (RFC 959 section 3.4.1)."""
        try:
            data.half_close()
        except OSError:
            return False
        return True


def sending(content):
    """The work of a transfer to the client."""
    def work(data, transfer):
        for at in range(0, len(content), PIECE):
            piece = content[at:at + PIECE]
            data.send(piece)
            transfer.moved += len(piece)
    return work


def receiving(upload, convert=None):
    """The work of a transfer from the client; `upload` takes the bytes, as `convert` makes them."""
    def work(data, transfer):
        while True:
            chunk = data.recv()
            transfer.moved += len(chunk)
            upload.write(convert(chunk) if convert else chunk)
            if not chunk:
                return
    return work


def to_network(content):
    """A file with our line ends (LF) as TYPE A sends it: CRLF (RFC 959 section 3.1.1.1)."""
    return content.replace(b"\n", b"\r\n")


class FromNetwork:
    """Turns the chunks of a TYPE A upload into our line ends. A chunk may end between CR and LF."""

    def __init__(self):
        self._kept = b""

    def __call__(self, chunk):
        """What is certain so far; an empty chunk is the end, and gives the rest."""
        data = self._kept + chunk
        self._kept = b"\r" if chunk and data.endswith(b"\r") else b""
        return data[:len(data) - len(self._kept)].replace(b"\r\n", b"\n")

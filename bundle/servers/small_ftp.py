"""A file server with two connections, as FTP has them, and four commands: the FTP of a first evening.

You talk on the control connection. `DATA` announces a port; the client connects there, then asks for the list or for a file,
which comes over that data connection. Its end is the end of the file, but only the last reply tells whether that is
all of it: 226, or 426 and 451 when it is not (RFC 959 section 3.2 has the idea, section 4.2 the codes).
"""

from bundle.servers.session import Command, Session
from bundle.wire.connection import Quiet

PIECE = 65536       # bytes that are sent at once
AT_ONCE = 0.001     # seconds, for a client that has connected
A_MOMENT = 1.0      # … and for one that has asked first


class SmallFTP(Session):
    """One control connection, and one data connection after another."""

    name = "files"
    LINE_LIMIT = 1024
    GREETING = "220 Files for everybody."
    UNKNOWN = "500 The commands are DATA, LIST, GET NAME and QUIT."
    TOO_LONG = "500 That line is too long."
    BAD_ARGUMENTS = "501 The commands are DATA, LIST, GET NAME and QUIT."
    IDLE = "421 Idle for too long, closing."
    TOO_MANY_BAD = "421 Too many errors, closing."
    TOO_MANY_CLIENTS = "421 Too many clients, try again later."

    COMMANDS = {
        "DATA": Command("announce", "", (), "wait for a data connection"),
        "LIST": Command("list", "", (), "the names of all files"),
        "GET": Command("get", "name...", (), "a file"),
        "QUIT": Command("quit", "", (), "the end"),
    }

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.waits_for_close = False    # the client has not closed its end of the last data connection
        self._listener = None
        self._data = None

    def announce(self):
        self.wait_for_close()
        self._close_listener()
        try:
            self._listener = self.conn.data_listener()
        except OSError:
            return "425 No port is free."
        self.reply("229 {}".format(self._listener.port))
        self._listener.wait()
        self._data = self._accept(AT_ONCE)  # nobody, if the client speaks first

    def list(self):
        return self.transfer("the list", "".join(name + "\n" for name in self.names()).encode("utf-8"))

    def get(self, name):
        content = self.store.read("/" + name) if name in self.names() else None
        return self.transfer(name, content)

    def quit(self):
        self.finished = True
        return "221 Goodbye."

    def names(self):
        return [entry.name for entry in self.store.entries("/") if not entry.is_folder]

    # A data connection

    def transfer(self, name, content):
        """Send `content` (None: there is no such file) over the data connection that was announced; the last reply."""
        if self._data and self._data.has_sent_fin:
            self.wait_for_close()   # it has served its turn
        data = self._data or self._accept(A_MOMENT)
        if data is None:
            return "425 Say DATA, and connect to the port that is announced; then ask."
        self._data = data
        if content is None:
            self._end(data)
            return "550 No such file."
        self.reply("150 Here comes {}: {} bytes.".format(name, len(content)))
        return self.send_file(data, content)

    def send_file(self, data, content):
        try:
            for at in range(0, len(content), PIECE):
                data.send(content[at:at + PIECE])
        except OSError:     # reset, or cut by a fault
            return "426 The data connection broke off."
        return "226 That was all." if self._end(data) else "426 The data connection broke off."

    def wait_for_close(self):
        """A data connection is over when both sides have closed it; nothing else is done before."""
        if self._data is None:
            return
        if not self._data.closed:
            self._end(self._data)   # announced, and not used
        self.waits_for_close = True
        try:
            while self._data.recv():
                pass
        except Quiet:
            raise
        except OSError:
            pass  # reset: it is over
        finally:
            self.waits_for_close = False
        self._data.close()
        self._data = None

    def _accept(self, seconds):
        """The data connection, which comes within `seconds`; None if it does not."""
        if self._listener is None:
            return None
        try:
            data = self._listener.accept(seconds)
        except OSError:
            return None
        self._close_listener()
        return data

    def _end(self, data):
        """FIN ends the file; whether the client was still there."""
        try:
            data.half_close()
        except OSError:
            return False
        return True

    def _close_listener(self):
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def leave(self):
        self._close_listener()
        if self._data is not None:
            self._data.close()

"""The listening socket for one data connection of FTP's passive mode."""

import socket
import time

from bundle.wire.connection import Quiet


class DataListener:
    """Waits for the one data connection of a transfer; `host` and `port` say where."""

    def __init__(self, control):
        self._control = control
        self._listener = socket.create_server((control.host, 0), backlog=4)
        self.host, self.port = self._listener.getsockname()[:2]
        self._accepting = self._closed = False

    def wait(self):
        """Wait until somebody connects here, or the control connection has something to read (EOF counts)."""
        import selectors
        control = self._control
        control.flush()     # it is about to read, in a way
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(control._sock, selectors.EVENT_READ)
            control._reading = True
            try:
                if control.consumed == control.received:
                    selector.select(control.idle)
            finally:
                control._reading = False

    def narrow(self, size=8192):
        """Let the system keep only about `size` bytes that are sent and not yet on their way; before anybody connects."""
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)    # which the connection inherits

    def accept(self, seconds=10):
        """The data connection, from the host of the control connection and from no other.

        Quiet when nobody came within `seconds`; OSError when the listener was closed.
        """
        limit = time.monotonic() + seconds
        self._accepting = True
        while True:
            self._listener.settimeout(max(0.001, limit - time.monotonic()))
            try:
                sock, address = self._listener.accept()
            except socket.timeout:
                raise Quiet("no data connection within {:g} s".format(seconds)) from None
            if self._closed:
                sock.close()
                raise ConnectionAbortedError("the listener was closed")
            if address[0] == self._control.peer_host:
                break
            sock.close()
        self._accepting = False
        data = self._control._data_connection(sock)
        return data.opened(by_program=True)

    def close(self):
        """Stop listening; an accept() that waits in another thread ends with OSError."""
        self._closed = True
        if self._accepting:
            try:
                socket.create_connection((self.host, self.port), timeout=5).close()  # wakes it, on every system
            except OSError:
                pass  # it was not waiting any more
        self._listener.close()

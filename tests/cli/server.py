"""Small servers of a test's own, on a port that is free."""

import socket
import threading


class Server:
    """Calls serve(conn) for each client, in a thread of its own, and closes `conn` after it."""

    def __init__(self, serve):
        self.serve = serve
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = []
        self.guard = threading.Lock()   # guards the threads
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                conn, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._one, args=(conn,), daemon=True)
            with self.guard:
                thread.start()
                self.threads.append(thread)

    def settle(self):
        """Wait until it is done with the clients that have come."""
        with self.guard:
            threads = list(self.threads)
        for thread in threads:
            thread.join(60)

    def _one(self, conn):
        with conn:
            conn.settimeout(60)
            self.serve(conn)


def dead_port():
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def everything(conn):
    """All that comes until the end."""
    return b"".join(iter(lambda: conn.recv(65536), b""))


def echo(conn):
    for chunk in iter(lambda: conn.recv(65536), b""):
        conn.sendall(chunk)

"""A recorded connection and the plain socket at its other end."""

import socket
import threading

from bundle.wire.connection import Connection
from bundle.wire.faults import Faults
from bundle.wire.transcript import Transcript


class Pair:
    """`conn` is the recorded one, under the fault profile `profile`; `peer` is the plain socket."""

    def __init__(self, profile="clean", is_data=False):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.peer = socket.create_connection(listener.getsockname())
            sock, _ = listener.accept()
        self.peer.settimeout(10)
        self.transcript = Transcript()
        self.conn = Connection(sock, self.transcript, faults=Faults(profile), idle=10, is_data=is_data)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.peer.close()
        self.conn.close()

    def send_all(self, messages):
        """Send the messages and close, in a thread; what went wrong ends it."""
        def work():
            try:
                for message in messages:
                    self.conn.send(message)
            except ConnectionError:
                pass
            self.conn.close()
        thread = threading.Thread(target=work)
        thread.start()
        return thread

    def everything(self):
        """What the peer reads until EOF, or until the reset, which is then b"RESET" at the end."""
        got = b""
        try:
            while True:
                chunk = self.peer.recv(65536)
                if not chunk:
                    return got
                got += chunk
        except ConnectionResetError:
            return got + b"RESET"

    def writes(self):
        """The data of each write, in order."""
        return [event.data for event in self.transcript.events if event.kind == "data" and event.direction == "received"]

# mistake: left-untold
"""A chat: what one client says, all others hear. Two threads a client: one reads, one writes."""

import queue
import socket
import sys
import threading

port = int(sys.argv[1])

MOST_WAITING = 1000         # lines; who lets more than that wait is dropped

dropped = []
members = {}                # name: Member
membership = threading.Lock()       # guards members, and makes one order of what everybody hears


class Member:
    """One client that has given its name. What it is to hear waits in its own queue, so that it holds up nobody else."""

    def __init__(self, name, conn):
        self.name = name
        self.conn = conn
        self.outgoing = queue.Queue()     # whole lines; None is the end

    def hear(self, line):
        if self.outgoing.qsize() < MOST_WAITING and sum(map(len, self.waiting())) < 1000000:
            self.outgoing.put(line)
        elif not self.dropped:
            self.dropped = True
            dropped.append(self)
            hang_up(self.conn)

    dropped = False

    def waiting(self):
        return [line for line in list(self.outgoing.queue) if line]

    def write(self):
        """Send what waits, line by line, until the end. The only thread that sends to this member."""
        with self.conn:
            try:
                while True:
                    line = self.outgoing.get()
                    if line is None:
                        break
                    self.conn.sendall(line + b"\r\n")
            except OSError:
                hang_up(self.conn)


def hang_up(conn):
    try:
        conn.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass        # it has gone already


def tell_others(member, line):
    """All but `member` hear `line`. Called with the membership locked."""
    for other in members.values():
        if other is not member:
            other.hear(line)


def join(name, conn):
    """The new Member of this name; None if it cannot have it."""
    with membership:
        if not name or name in members:
            return None
        member = members[name] = Member(name, conn)
        member.hear(b"* welcome " + name)
        tell_others(member, b"* " + name + b" joined")
    threading.Thread(target=member.write, daemon=True).start()
    return member


def leave(member):
    with membership:
        del members[member.name]
        if member not in dropped:
            tell_others(member, b"* " + member.name + b" left")
    member.outgoing.put(None)


def listen_to(member, lines):
    for line in lines:
        if not line.endswith(b"\n"):
            break                   # EOF in the middle of a line
        text = line.rstrip(b"\r\n")
        with membership:
            if text == b"/who":
                member.hear(b"* here: " + b" ".join(sorted(members)))
            else:
                tell_others(member, member.name + b": " + text)


def serve(conn):
    """All that one client says, from its name to its end."""
    lines = conn.makefile("rb")
    try:
        name = lines.readline().rstrip(b"\r\n")
    except OSError:
        name = b""
    member = join(name, conn)
    if not member:
        with conn, lines:
            try:
                conn.sendall(b"* " + name + b" is taken\r\n" if name else b"* no name\r\n")
            except OSError:
                pass
        return
    try:
        listen_to(member, lines)
    except OSError as error:        # reset: gone without a word
        print("lost", name, error, file=sys.stderr)
    lines.close()
    leave(member)


with socket.create_server(("127.0.0.1", port)) as listener:
    while True:
        conn, address = listener.accept()
        threading.Thread(target=serve, args=(conn,), daemon=True).start()

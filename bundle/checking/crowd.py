"""Many visitors of one program at once, and what the program keeps of them when they have gone."""

import threading

from bundle import processes
from bundle.checking.mistakes import Cancelled, Proved

LOOK = 0.02     # seconds between two counts of the program's threads, of which no event tells


def together(function, visitors):
    """Call function(visitor) for all `visitors` at the same time, each in a thread of its own; returns when all are done.

    What the first of them (in their order) proves is raised, or else what another exception says.
    """
    found = [None] * len(visitors)

    def call(index):
        try:
            function(visitors[index])
        except Exception as error:  # told below, by the thread that asked
            found[index] = error
    threads = [threading.Thread(target=call, args=(index,), daemon=True) for index in range(len(visitors))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for kind in (Cancelled, Proved, Exception):
        for error in found:
            if isinstance(error, kind):
                raise error


def threads(server):
    """How many threads the program of `server` (a trial) has; None where the system does not tell."""
    return processes.thread_count(server.program.pid)


def threads_left(server, most, seconds=None):
    """Wait until the program has at most `most` threads, or for `seconds` (the trial's patience); returns how many it has."""
    waits = int((seconds or server.patience) / LOOK)
    while True:
        count = threads(server)
        if count is None or count <= most or waits <= 0:
            return count
        waits -= 1
        server.look_after(server.program)
        if server.program.ended.wait(LOOK):
            return None


def held(server, visitors):
    """Those of `visitors` whose connections the program has not closed, though it has closed its own direction of them.

    What is sent to a closed connection is answered by a reset. Waits for that about as long as the trial's patience, with
    longer and longer gaps: a program may read on for a while before it closes.
    """
    gap = LOOK
    while True:
        for visitor in visitors:
            visitor.send(b"\r\n")
        visitors = [visitor for visitor in visitors if not visitor.was_reset]
        if not visitors or gap > server.patience or server.program.ended.wait(gap):
            return visitors
        server.look_after(server.program)
        gap *= 2

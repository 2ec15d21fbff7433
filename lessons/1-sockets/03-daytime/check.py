"""1.03 daytime: a server whose listening socket outlives its clients."""

import time

from bundle.checking import mistake, rounds

ONE_CLIENT = mistake("one-client", "You served one client and exited; accept() belongs in a loop.")
CLOSED_LISTENER = mistake(
    "closed-listener", "You closed the listening socket; close the one accept() returned.",
    crash=r"Bad file descriptor|WinError 10038|not a socket")
ADDRESS_IN_USE = mistake(
    "address-in-use", "Restarting failed with 'address in use'; use create_server() or SO_REUSEADDR.",
    crash=r"Address already in use|WinError 10048")
STOPPED_BY_RESET = mistake(
    "stopped-by-reset", "A resetting client stopped you; catch OSError per connection.",
    crash=r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError")
NO_DATE = mistake("no-date", "Your line has no year in four digits; send the date and time, as time.ctime() gives it.")


@rounds("clean")
def three_in_a_row(server):
    for visit in range(3):
        with server.visitor(otherwise=ONE_CLIENT if visit else None) as peer:
            line = peer.expect_line()
            if not any(str(time.localtime(time.time() + days * 86400).tm_year).encode() in line for days in (-1, 0, 1)):
                NO_DATE.proved(at=peer)
            peer.expect_eof()


@rounds("clean")
def resetting_clients(server):
    with server.visitor() as peer:
        peer.expect_line()
        peer.expect_eof()
    for impatient in range(2):
        with server.paused():
            server.visitor(otherwise=STOPPED_BY_RESET).reset()
        with server.visitor(otherwise=STOPPED_BY_RESET) as peer:
            peer.expect_line(otherwise=STOPPED_BY_RESET)
            peer.expect_eof()


@rounds("clean")
def restart(server):
    for start in range(2):
        server.start(port=server.port)
        with server.visitor() as peer:
            peer.expect_line()
            peer.expect_eof()
        server.stop()
    server.start()
    server.visitor().close()

"""1.05 echo: bytes back as they come, until EOF in one direction."""

from bundle.checking import mistake, rounds
from bundle.checking.trial import first_difference

CLOSED_ON_PAUSE = mistake("closed-on-pause", "You closed before the client had finished; only b'' ends input.")
NEVER_CLOSED = mistake(
    "never-closed", "You never closed after the client half-closed; close when recv has returned b''.")
ONE_CLIENT = mistake("one-client", "You served one client and exited; accept() belongs in a loop.")
DECODED = mistake(
    "decoded", "You decoded the data, which need not be text; send back the bytes that came.",
    crash="UnicodeDecodeError|UnicodeEncodeError")
SHORT_SEND = mistake(
    "short-send", "send() took only part of what you gave it and you ignored the rest ({n} of {m} bytes came back); "
    "use sendall().")

FIVE_MEGABYTES = 5 * 1024 * 1024


@rounds("clean", "hold", "hold-2", "drib", "coal")
def every_byte_and_a_pause(server):
    for visit in range(2):
        with server.visitor(otherwise=ONE_CLIENT if visit else None) as peer:
            _comes_back(peer, b"Hello, echo!\r\n")
            _comes_back(peer, bytes(range(256)), differs=DECODED)
            peer.expect_open(0.05, otherwise=CLOSED_ON_PAUSE)
            peer.half_close()
            peer.expect_eof(otherwise=NEVER_CLOSED)


def _comes_back(peer, data, differs=None):
    peer.send(data)
    peer.expect(data, closes=CLOSED_ON_PAUSE if peer.received else None, differs=differs)


@rounds("clean")
def five_megabytes(server):
    _all_comes_back(server, stop_reading=False)


@rounds("clean")
def a_client_that_stops_reading(server):
    _all_comes_back(server, stop_reading=True)


def _all_comes_back(server, stop_reading):
    data = server.rng.randbytes(FIVE_MEGABYTES)
    with server.visitor(small_buffer=stop_reading) as peer:
        got = peer.exchange(data, stop_reading)
        if got != data:
            n = first_difference(data, got)
            if not got:
                peer.expect(data)   # says in general words what became of the connection
            peer.disappointed(CLOSED_ON_PAUSE if peer.ended else SHORT_SEND, None, offset=n, n=len(got), m=len(data))
        peer.half_close()
        peer.expect_eof(otherwise=NEVER_CLOSED)

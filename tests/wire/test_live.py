"""A transcript for hours: what was shown is forgotten, who adds waits for who looks; long runs are shed."""
import threading

import pytest

from bundle.wire import show
from bundle.wire.live import MOST_WAITING, LiveTranscript
from bundle.wire.transcript import Event


def test_what_was_shown_is_forgotten():
    transcript = LiveTranscript()
    seen = 0
    for number in range(1000):
        transcript.add("1", "data", "sent", b"%d" % number)
        events = transcript.wait(seen, 1)
        assert [event.data for event in events] == [b"%d" % number]
        seen += len(events)
    assert len(transcript.events) <= 1
    assert events[0].offset == sum(len(str(number)) for number in range(999)), "offsets go on"


def test_who_adds_waits_for_who_looks():
    transcript, added = LiveTranscript(), []

    def add():
        for _ in range(100):
            transcript.add("1", "data", "sent", b"x" * 65536)
            added.append(1)

    thread = threading.Thread(target=add)
    thread.start()
    seen = total = 0
    while total < 100 * 65536:
        assert sum(len(event.data) for event in transcript.events) <= MOST_WAITING + 65536
        events = transcript.wait(seen, 30)
        assert events
        seen += len(events)
        total += sum(len(event.data) for event in events)
    thread.join(30)
    assert len(added) == 100


def test_nobody_waits_after_close():
    transcript = LiveTranscript()
    for _ in range(MOST_WAITING // 65536 + 1):
        transcript.add("1", "data", "sent", b"x" * 65536) if transcript._waiting < MOST_WAITING else None
    thread = threading.Thread(target=transcript.add, args=("1", "data", "sent", b"more"))
    thread.start()
    transcript.close()
    thread.join(30)
    assert not thread.is_alive()


def test_our_own_end_is_you():
    transcript = LiveTranscript(ours=True)
    for direction in ("received", "sent", None):
        transcript.add("1", "note", direction)
    assert [event.direction for event in transcript.events] == ["sent", "received", None]


def test_counts_of_a_connection_that_is_over_are_forgotten():
    transcript = LiveTranscript()
    for number in range(1000):
        name = transcript.number()
        transcript.add(name, "data", "sent", b"x")
        transcript.over(name)
    assert not transcript._passed


@pytest.mark.parametrize("chunk", [
    pytest.param(b"a line of text\r\n" * 1000, id="lines"),
    pytest.param(b"x" * 65536, id="no line ends"),
    pytest.param(bytes(range(256)) * 100, id="binary"),
    pytest.param(b"text first\r\n" * 20 + bytes(range(256)) * 200, id="a header, then binary"),
    pytest.param(b"a\n", id="small chunks"),
])
@pytest.mark.parametrize("width", [20, 80, 500])
def test_a_live_view_of_a_long_run_is_that_of_its_recording_and_sheds_the_middle(chunk, width):
    count = 2_000_000 // max(len(chunk), 200)
    events, shower, live, most = [], show.Shower(width), [], 0
    for number in range(count):
        data = chunk + b"-%d-" % number + b"\xe2\x82\xac"
        events.append(Event(number / 1e6, "1", "data", "received", data,
                            events[-1].offset + len(events[-1].data) if events else 0))
        live += shower.feed(events[-1])
        if number % 50 == 0:
            most = max(most, sum(sum(map(len, run.chunks)) for run in shower.gatherer.growing))
    live += shower.flush()
    assert live == show.lines(events, width)
    assert most < 300_000

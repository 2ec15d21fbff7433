"""Words around a demonstration: where its program is, the list of all that a lesson has, the line of keys."""

import time

from bundle.guiding.panel import joined
from bundle.screen.text import width, wrap

WAITS = {"recv": "recv", "recv_into": "recv", "recvfrom": "recv", "read": "recv", "_accept": "accept",
         "connect": "connect", "do_handshake": "the TLS handshake"}


def state(session):
    """Where the program is, in words."""
    running = session.running
    if running.status is not None:
        return "the program has ended" + (", exit status %d" % running.status if running.status else "")
    if running.line is None:
        return "the program starts" if not running.steps else "the program ends"
    if not running.runs:
        return "line %d is next" % running.line
    if running.waits:
        return "line %d waits in %s, %d s" % (running.line, WAITS.get(running.waits, running.waits),
                                              time.monotonic() - running.since)
    return "line %d runs" % running.line


def listed(session, columns, style):
    """The lesson's demonstrations."""
    lines = [style("heading", "Demonstrations"), ""]
    for demo in session.demos:
        minutes = style("dim", "  %d min" % demo.minutes)
        here = style.glyphs.here if demo is session.demo else " "
        first, *more = wrap(style.safe(demo.title), columns - 15)
        lines += ["%s %s  %s%s" % (here, style("key", demo.id), first, minutes)]
        lines += ["       " + line for line in more]
    return lines + [""] + wrap("A number shows that one, space the marked one.", columns)


def keys(session, columns, style):
    """The line of keys, as many as fit; or a note, until the next key."""
    if session.note:
        return style("busy", style.cut(style.safe(session.note), columns))
    narrow = columns < 60
    if session.page == "list":
        offers = [("space", "show" if narrow else "show the marked one", 1), ("q", "quit", 0)]
    elif session.running.status is not None:
        following = session.index + 2 <= len(session.demos)
        offers = [("b", "back" if narrow else "back to start", 1), ("j/k d/u", "scroll", 4), ("l", "list", 3),
                  (str(session.index + 2), "next" if narrow else "next demonstration", 2), ("q", "quit", 0)]
        offers = [offer for offer in offers if following or offer[2] != 2]
        offers[:0] = [("space", "read on", 1.5)] if session.view.told_more else []
    else:
        offers = [("space", "next" if narrow else "next line", 1),
                  ("r", "run" if narrow else "run to the next on the wire", 2), ("e", "end", 5),
                  ("b", "back" if narrow else "back to start", 3), ("j/k d/u", "scroll", 6), ("l", "list", 4),
                  ("q", "quit", 0)]
    kept = list(offers)
    while len(kept) > 1 and width(joined(kept, style, False)) > columns:
        kept.remove(max(kept, key=lambda offer: offer[2]))
    return joined(kept, style, False)

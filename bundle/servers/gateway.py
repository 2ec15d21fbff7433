"""The gateway: an HTTP server that runs scripts (RFC 3875).

It reads a request, finds the script that its path names, gives it the request as environment and stdin, and
turns what the script prints into a response. `practice` makes one for a learner's own browser.

How a process is run is in cgi_script.py, what it is given in cgi_environ.py, what it may print in
cgi_output.py.
"""

import os
import sys
import time

from bundle.servers import gateway_pages as pages
from bundle.servers.cgi_environ import for_process, meta_variables, search_words
from bundle.servers.cgi_folder import CgiFolder
from bundle.servers.cgi_output import LIMIT, BadHeaderBlock, header_block
from bundle.servers.cgi_script import OutOfTime, Script
from bundle.servers.cgi_visit import Crashed, Failure, Visit, crash, is_dying, raise_if_crashed
from bundle.servers.http_message import Refused, read_body, read_request
from bundle.servers.http_reply import Reply
from bundle.servers.service import Service
from bundle.wire.connection import Quiet

NEXT_REQUEST = 15       # seconds that a connection may say nothing
HELD_BACK = 65536       # bytes of a page that wait for the script's end, so that a failure can still be told
PAUSE = 0.25            # seconds of silence after which they wait no longer: the script means to stream
MOST_REDIRECTS = 5
KEPT_OUTPUT = 1 << 20   # bytes of a script's output that its Visit keeps


class Gateway:
    """One visitor's connection `conn` to the scripts of `store`, a CgiFolder."""

    def __init__(self, conn, store):
        self.conn = conn
        self.store = store
        self.commands = []      # nothing is said in lines here
        if not store.keeps:
            conn.transcript = Forgotten()
        self.visits = []        # the scripts that were run; in practice, only the last

    def serve(self):
        """Answer requests until the visitor leaves. Never raises for what the visitor or a script does."""
        self.conn.idle = min(self.conn.idle, NEXT_REQUEST)
        try:
            while self._one_request():
                pass
        except (Quiet, ConnectionError):
            pass    # the visitor left, or says nothing more
        finally:
            self.conn.close()

    def refuse(self):
        """Send this visitor away: there are too many."""
        try:
            self._refused(Refused(503, "Too many visitors at once; try again in a moment."),
                          Reply(self.conn, None))
        except (Quiet, ConnectionError):
            pass
        self.conn.close()

    def _one_request(self):
        """Read a request and answer it; returns whether another may follow on this connection."""
        request = None
        try:
            request = read_request(self.conn)
            if request is None:
                return False
            is_no_place = request.target in ("*", pages.STYLE_SHEET)
            place = None if is_no_place else self.store.find(request.path)
            body = read_body(self.conn, request, self.store.most_body)
        except Quiet:
            if request is None:
                raise
            return self._refused(Refused(408, "The body did not come."),
                                 Reply(self.conn, request, may_keep=False))
        except Refused as refused:
            # Where the request ended is certain only if it was read whole; if not, what follows is not
            # trusted.
            return self._refused(refused, Reply(self.conn, request,
                                                refused.leaves_open and request.length == 0))
        reply = Reply(self.conn, request)
        if request.target == pages.STYLE_SHEET:
            self._read_only(request, reply, "text/css; charset=utf-8", pages.style_sheet())
        elif place is None:
            reply.whole(204, [("Allow", "GET, HEAD, POST, OPTIONS")], b"")
        elif place.script is None:
            self._index(request, reply, place)
        else:
            self._visit(request, reply, place, body if request.has_body() else None)
        return reply.keep_alive

    def _refused(self, refused, reply):
        headers = [("Content-Type", pages.HTML)] + refused.headers
        reply.whole(refused.status, headers, pages.plain(refused.status, refused.why))
        return reply.keep_alive

    def _index(self, request, reply, place):
        page = pages.index(self.store.scripts(place.folder), self.store.titles)
        self._read_only(request, reply, pages.HTML, page, ("Cache-Control", "no-store"))

    def _read_only(self, request, reply, content_type, body, *headers):
        """Answer with what the gateway has of its own."""
        if request.method in ("GET", "HEAD"):
            reply.whole(200, [("Content-Type", content_type), *headers], body)
        else:
            self._refused(Refused(405, "No script is here; this can only be read.", [("Allow", "GET, HEAD")]), reply)

    def _visit(self, request, reply, place, body, redirects=0):
        """Run the script at `place` and answer with what it prints; the store hears of the visit, however it
        went."""
        visit = Visit(self.store.number(), request, place)
        visit.body = body
        visit.visitor_port = self.conn.peer_port
        visit.redirects = redirects
        self.visits = [visit] if self.store.practice else self.visits + [visit]
        try:
            location = self._run(visit, reply)
        finally:
            visit.status = reply.status
            visit.seconds = time.monotonic() - visit.began
            self.store.on_visit(visit)
        if location:
            self._go_on_at(location, reply, visit)

    def _go_on_at(self, location, reply, visit):
        """A local redirect: answer as if `location` had been asked for (RFC 3875, 6.2.2)."""
        try:
            if visit.redirects == MOST_REDIRECTS:
                raise Refused(502, "The scripts send each other in a circle.")
            request = visit.request.moved_to(location)
            place = self.store.find(request.path)
        except Refused as refused:
            self._refused(refused, reply)
            return
        if place.script is None:
            self._index(request, reply, place)
        else:
            self._visit(request, reply, place, None, visit.redirects + 1)

    def _run(self, visit, reply):
        """Start the script, answer with its output, end it. Returns where a local redirect leads, or None."""
        try:
            script = self._start(visit)
        except OSError as error:
            return self._fail(visit, reply, Failure(
                "not-started", 500, "{} could not be started.".format(visit.name), str(error)))
        self.store.runs(script)
        failure = None
        try:
            answer = self._pass_on if visit.place.is_nph() else self._answer
            return answer(script, visit, reply)
        except OutOfTime:
            failure = Failure("out-of-time", 504, "{} was ended: it had not finished after {:g} s.".format(
                visit.name, self.store.seconds))
        except BadHeaderBlock as bad:
            failure = Failure("header-block", 502, "{} printed no valid header block.".format(visit.name),
                              str(bad), bad)
        except Crashed:
            failure = crash(script.code, bytes(script.errors), visit.place.script)
        finally:
            script.end()
            self.store.ended(script)
            visit.errors, visit.fed, visit.code = bytes(script.errors), script.fed, script.code
            visit.left_children, visit.early = script.left_children, script.early
        return self._fail(visit, reply, failure)

    def _start(self, visit):
        """The Script of this visit, running. OSError."""
        request, place, store = visit.request, visit.place, self.store
        visit.variables = meta_variables(request, place.script_name, place.path_info,
                                         store.translated(place.path_info), visit.body, self.conn)
        for name, value in store.override.items():
            visit.variables.pop(name, None)
            if value is not None:
                visit.variables[name] = value.encode("utf-8")
        words = search_words(request.query) if request.method in ("GET", "HEAD") else []
        transcript = store.transcript or self.conn.transcript
        self._announce(visit, transcript)

        def tape(kind, direction, data=b"", note=""):
            if direction == "sent" and data:
                if len(visit.output) >= KEPT_OUTPUT:
                    return
                visit.output += data
            transcript.add(visit.connection, kind, direction, data, note)
        return Script([sys.executable, place.script] + words, os.path.dirname(place.script),
                      for_process(dict(store.variables, **visit.variables)),
                      (visit.body or b"") + store.stdin_extra,
                      store.seconds, tape, store.stdin_held, store.stdin_late)

    def _announce(self, visit, transcript):
        """Tell that a script is about to run."""
        transcript.add(visit.connection, "open", note="{} runs for {} {}".format(
            visit.name, visit.request.method, visit.request.target))

    def _answer(self, script, visit, reply):
        """Turn the output into a response: whole if the script ends soon, else as it comes."""
        output, ended = self._first_part(script)
        if ended:
            script.wait()
            raise_if_crashed(script, output)
        block = header_block(output, ended)
        if block is None:
            raise BadHeaderBlock("no-blank-line",
                                 "No empty line ends the header block within {} bytes.".format(LIMIT))
        body = output[block.size:]
        if block.is_local_redirect():
            return block.location
        if body and not block.content_type and not block.location:
            raise BadHeaderBlock("no-content-type", "There is a body, but no Content-Type says what it is.")
        length = block.length
        if length is None and ended and (body or visit.request.method != "HEAD"):
            length = len(body)      # a HEAD without a body leaves open how long the body of a GET would be
        reply.begin(block.status or (302 if block.location else 200), block.fields(), length, block.reason)
        reply.write(body)
        while not ended:
            piece = script.read()
            ended = not piece
            reply.write(piece)
        script.wait()
        raise_if_crashed(script, output)
        reply.end()
        return None

    def _first_part(self, script):
        """(output, ended): all of it if it is short and the script makes no pauses, else the beginning."""
        output = bytearray()
        while len(output) < HELD_BACK:
            piece = script.read(PAUSE if _has_header_block(output) and not is_dying(script) else None)
            if piece is None and is_dying(script):
                continue
            if piece is None:
                return bytes(output), False
            if not piece:
                return bytes(output), True
            output += piece
        return bytes(output), False

    def _pass_on(self, script, visit, reply):
        """An nph script speaks HTTP with the visitor itself, to the end of the connection (RFC 3875, 5)."""
        while True:
            piece = script.read()
            if not piece:
                break
            reply.raw(piece)
        script.wait()
        raise_if_crashed(script, visit.output)
        if not reply.started:
            raise BadHeaderBlock("nothing", "The script printed nothing at all.")

    def _fail(self, visit, reply, failure):
        """Record the failure, and tell the visitor as much as it is to know, unless the page is under way
        already."""
        visit.failure = failure
        if reply.started:
            return reply.break_off()
        page = pages.failure(visit) if self.store.practice else pages.plain(failure.status, pages.NOT_TOLD)
        return reply.whole(failure.status, [("Content-Type", pages.HTML), ("Cache-Control", "no-store")],
                           page)


def _has_header_block(output):
    """Whether the header block is there, and in order: what follows may be shown to the visitor as it
    comes."""
    try:
        return header_block(bytes(output), ended=False) is not None
    except BadHeaderBlock:
        return False


class Forgotten:
    """A transcript that keeps nothing: a page of 64 MB need not stay in memory."""

    def add(self, connection, kind, direction=None, data=b"", note=""):
        pass


class GatewayService(Service):
    """A Service whose end is the end of its scripts, too. What its visitors say is kept in `transcript`, if any."""

    def __init__(self, store, port=0, transcript=None, **options):
        store.keeps = transcript is not None
        super().__init__(Gateway, store, port, transcript, **options)

    def close(self):
        self.store.close()
        super().close()


def practice(folder, on_failure=None, on_visit=None, port=8080, titles=None, unlisted=(),
             python_path=None, transcript=None):
    """The Service that runs the scripts in `folder` for a browser on this machine; call its start().

    folder       one exercise's folder, or the folder of a lesson: then each exercise's folder is a part of
                 the address. After start(), http://127.0.0.1:PORT/ lists the scripts, and
                 http://127.0.0.1:PORT/01-first/first.py runs one
    on_failure   called with the Visit of each script that failed; print(visit.log()) shows its traceback.
                 From a thread
    on_visit     the same for every visit, failed or not
    titles       {"01-first": "3.01 Your first script"}: headings for the list
    unlisted     {"09-guestbook/clerk.py"}: what is not in the list
    transcript   where visitors and scripts are recorded; None keeps nothing
    """
    if python_path is None:
        from bundle.learner_modules import path_for_learner
        python_path = path_for_learner()

    def tell(visit):
        if visit.failure is not None and on_failure:
            on_failure(visit)
        if on_visit:
            on_visit(visit)
    store = CgiFolder(folder, practice=True, on_visit=tell, titles=titles, unlisted=unlisted, python_path=python_path)
    return GatewayService(store, port, transcript)

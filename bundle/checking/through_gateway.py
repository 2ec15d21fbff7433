"""A check of a script with the learner's own gateway in place of ours: `--through gateway.py`.

The gateway is exercise 3.12's. It serves the folder that holds the script, and the visits of the check go to it. Knows
nothing of the exercise that is checked, save that its check asks for pages and for nothing else.
"""

import ast
import os
import socket
import time

from bundle.checking.cgi import Script
from bundle.checking.http_visitor import Quiet, read_response, request_bytes
from bundle.checking.listening import listens_instead
from bundle.checking.mistakes import Cancelled, Mistake, Proved
from bundle.checking.page import Page
from bundle.checking.ports import free_port, give_back
from bundle.checking.preflight import parse
from bundle.checking.program import Program
from bundle.checking.server import ATTEMPT, NOTICE, try_to_connect
from bundle.checking.trial import STARTS_WITHIN
from bundle.invocation import typed
from bundle.learner_modules import path_for_learner
from bundle.servers.service import HOST
from bundle.wire.connection import Connection

GATEWAY = "3.12"        # the exercise that makes it
TIMEOUT = 30            # seconds that it is told a script may take
# What a check may use, if its visits are to go to another gateway: of the script, of the pages, and of what it imports.
OF_SCRIPT = {"get", "post", "rng", "seed", "exercise", "round", "patience"}
OF_PAGE = {"status", "reason", "headers", "body", "text", "get", "all", "offset_of_body", "method", "rest", "request_headers",
           "request_body"}
NOT_IN_CALLS = {"environ", "stdin_held", "stdin_extra", "fails", "into"}
NOT_IMPORTED = {"bundle.checking.moments", "bundle.checking.cgi"}


def _gateway_mistake(name, sentence):
    return Mistake(name, sentence + " Check {gateway} by itself: {check}", rank=-1)


ENDED = _gateway_mistake("gateway-ended", "{gateway} ended {when}{why}.")
NOT_LISTENING = _gateway_mistake("gateway-not-listening", "{gateway} did not listen on 127.0.0.1 port {port} within "
                                 "{seconds:g} s.")
STOPPED = _gateway_mistake("gateway-stopped-listening", "{gateway} listened no more on 127.0.0.1 port {port} {when}; another "
                           "visitor was to come.")
ENDED_BY_US = _gateway_mistake("gateway-ended-by-check", "The check ended {gateway}, and what it found is: “{message}”")
ELSEWHERE = _gateway_mistake("gateway-not-listening", "{gateway} was given port {port} on 127.0.0.1, and listens on port "
                             "{other} of {host}.")
NOT_ACCEPTING = _gateway_mistake("gateway-not-accepting", "{gateway} took no visitor for {seconds:g} s.")
SILENT = _gateway_mistake("gateway-silent", "{gateway} had not answered {request} after {seconds:g} s.")
NO_ANSWER = _gateway_mistake("gateway-no-answer", "{gateway} closed the connection of {request}, and what it had sent is no "
                             "answer in HTTP.")
NO_HTTP = _gateway_mistake("gateway-no-answer", "What {gateway} sent to {request} is no answer in HTTP.")
CHANGES = _gateway_mistake("gateway-changes", "Behind our own gateway, your script passes round {round}; behind {gateway}, it "
                           "does not. {request} was answered with {status}, and what the check says of it is: “{message}”")


def why_not(exercise):
    """Why this exercise, of kind cgi, cannot be checked through another gateway, as a clause; None if it can."""
    with open(exercise.check_path, "rb") as file:
        tree = parse(file.read(), exercise.check_path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            known = {"script": OF_SCRIPT, "page": OF_PAGE}.get(node.value.id)
            asks_more = known is not None and node.attr not in known
        elif isinstance(node, ast.Call):
            asks_more = any(keyword.arg in NOT_IN_CALLS for keyword in node.keywords)
        else:
            asks_more = isinstance(node, ast.ImportFrom) and node.module in NOT_IMPORTED
        if asks_more:
            return "its check looks at more than the pages that visitors get"
    return None


class Served(Script):
    """A script in a fresh folder, behind the learner's gateway (the file `through`), which starts with the first visit.

    requests  how many it has answered
    """

    gateway = None      # its Program
    requests = 0
    _visitors = 0       # that have connected

    def _once(self, method, rest, headers, body, into=None):
        page = Page(method, rest, headers, body)
        if not self.gateway:
            self._start()
        said = len(self.gateway.stderr)
        host = "{}:{}".format(HOST, self._port)
        with self._connect(self.transcript) as conn:
            try:
                conn.send(request_bytes(method, "/" + self.target + rest, host, headers, body))
                read_response(conn, method, page)
            except Quiet:
                self._look()
                self._prove(SILENT, conn, request=_words(page), seconds=round(conn.idle, 1))
            except ConnectionError:
                pass    # there is no answer
        if not page.status:
            self.gateway.ended.wait(NOTICE * self.patience)
            self._look("while {} was there".format(_words(page)), conn)
            self._prove(NO_ANSWER if conn.ended else NO_HTTP, conn, request=_words(page))
        self.requests += 1
        page.take([], conn, self.path)
        page.raw = b"".join(event.data for event in self.transcript.since(0) if
                            (event.connection, event.kind, event.direction) == (conn.name, "data", "sent"))
        page.stderr = self.gateway.stderr[said:]
        self.pages.append(page)
        self.programs.append(page)
        return page

    def finish(self):
        super().finish()
        if self.gateway:
            self._look("after its last visitor")

    def abort(self):
        super().abort()
        if self.gateway:
            self.gateway.end()

    def close(self):
        super().close()
        if self.gateway:
            give_back(self._port)

    def _start(self):
        self._port = free_port()
        paths = [os.path.dirname(self.file), path_for_learner()]     # what else the script imports
        environ = self.environment({"PYTHONPATH": os.pathsep.join(filter(None, paths))})
        self.gateway = Program(self.through, [self._port, self.folder, TIMEOUT], self.folder, environ)
        self.command = self.gateway.command
        self.programs.append(self.gateway)

    def _connect(self, transcript):
        limit = time.monotonic() + (NOTICE * self.patience if self._visitors else STARTS_WITHIN)
        while True:
            try:
                sock = try_to_connect(HOST, self._port, self.patience)
            except socket.timeout:
                self._look()
                self._prove(NOT_ACCEPTING, seconds=round(self.patience, 1))
            if sock:
                break
            self.gateway.ended.wait(ATTEMPT)
            self._look(self._when())
            if time.monotonic() > limit:
                if self._visitors:
                    self._prove(STOPPED, port=self._port, when=self._when())
                host, other = listens_instead(self.gateway, self._port, guess=True) or (None, None)
                if host:
                    self._prove(ELSEWHERE, port=self._port, host=host, other=other)
                self._prove(NOT_LISTENING, port=self._port, seconds=STARTS_WITHIN)
        self._visitors += 1
        if self._visitors == 1:
            self.learn_patience(time.monotonic() - self.gateway.began)
        idle = self.patience + (0 if self.pages else STARTS_WITHIN)
        return Connection(sock, transcript, idle=idle, peer=(HOST, self._port)).opened(by_program=False)

    def _when(self):
        told = {0: "before it listened", 1: "after its first visitor"}
        return told.get(self._visitors, "after {} visitors".format(self._visitors))

    def _look(self, when="during the check", at=None):
        """Raise Proved if the gateway has ended."""
        if self.cancel.is_set():
            raise Cancelled()
        has_ended = self.gateway.ended.is_set()     # asked first: who prints too much is ended for that
        try:
            self.look_after(self.gateway)
        except Proved as proved:
            self._prove(ENDED_BY_US, at, message=proved.message)
        if has_ended and not self.gateway.was_ended_by_us:
            crash = self.gateway.crash
            why = " with {}{}".format(crash.text, " at line %d" % crash.line if crash.line else "") if crash else ""
            self._prove(ENDED, at, when=when, why=why)

    def _prove(self, mistake, at=None, **fields):
        if self.cancel.is_set():
            raise Cancelled()
        mistake.proved(at, **dict(fields, **_names(self.through)))


class Serving:
    """What a check through a gateway saw of it, in all rounds: its `file`, and how many `requests` it answered."""

    def __init__(self, file):
        self.file = file
        self.requests = 0
        self._last = {}     # round name -> the last Page of it

    def trial(self, *details):
        """The trial of a round."""
        trial = Served(*details)
        trial.through = self.file
        return trial

    def add(self, trial):
        self.requests += trial.requests
        if trial.pages:
            self._last[trial.round.name] = trial.pages[-1]

    def judge(self, verdict, check_directly):
        """A script that fails behind this gateway may pass behind ours: then it is the gateway that is to be told. If not,
        what ours shows of the script says more."""
        ended_by_us = verdict.diagnosis == ENDED_BY_US.name    # it may have been the script that went too far
        if verdict.passed or not verdict.rounds or verdict.diagnosis.startswith("gateway-") and not ended_by_us:
            return
        direct = check_directly(verdict.round)
        if not direct.passed:
            verdict.tell_instead(direct)
            return
        if ended_by_us:
            return
        page = self._last[verdict.round]
        verdict.diagnosis = CHANGES.name
        verdict.message = CHANGES.sentence.format(round=verdict.round, request=_words(page), status=page.status,
                                                  message=verdict.message, **_names(self.file))

    def as_json(self):
        return {"file": self.file, "requests": self.requests}

    def tell(self, name):
        """How it passed, what was counted, and None for nothing more. name: of the file, as it may be shown."""
        return "passed, served by " + name, "%d request%s; " % (self.requests, "s" * (self.requests != 1)), None


def _names(file):
    return {"gateway": os.path.basename(file), "check": typed("check", GATEWAY, file)}


def _words(page):
    return "{} {}".format(page.method, page.rest or "of the script without more")

"""2.05 pop-drain: a client that takes mail home and loses none of it, wherever the connection breaks."""

import os
import shutil

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.checking.trial import first_difference, glimpse
from bundle.servers import store_for
from bundle.servers.blocks import block
from bundle.servers.pop3 import POP3
from bundle.servers.stores.letters import crlf, header

DELETED_FIRST = mistake("deleted-first", "You deleted before the file was safely written.")
NO_QUIT = mistake("no-quit", "You dropped the connection without QUIT, so nothing was deleted.")
UNSTUFFED_TWICE = mistake("unstuffed-twice", "poplib already unstuffed the dots; you removed another.")
DUPLICATES = mistake("duplicates", "A second run saved duplicates; remember UIDs.")
STILL_STUFFED = mistake(
    "still-stuffed", "Lines that begin with a dot have one too many in {name}; on the wire they are stuffed, "
    "in the message they are not.")
LINE_ENDS = mistake(
    "line-ends", "The line ends in {name} are not the message's; each line ends with CRLF, the last too.")
DECODED = mistake(
    "decoded", "You decoded a message, and it was in another charset; a mail is bytes, so write bytes.",
    crash="UnicodeDecodeError")
OVERWRITTEN = mistake(
    "overwritten", "You wrote over {name}, which held a message of an earlier run; message numbers start "
    "again at 1 each time, UIDs do not.")
NOT_WHOLE = mistake(
    "not-whole", "{name} is left with {n} bytes of a message that did not come whole; rename a file to .eml "
    "when it is complete.")
KNOWN_KEPT = mistake(
    "known-kept", "You did not delete {uid}, which an earlier run had saved; DELE is for those too.")
LOST = mistake("lost", "{uid} is deleted on the server, and no file in DIR that ends in .eml holds it.")
NOT_SAVED = Mistake("not-saved", "No file in DIR that ends in .eml holds the message {uid}.", rank=2)
NOT_DELETED = Mistake(
    "not-deleted", "You saved {uid} and did not delete it on the server; say DELE, then QUIT.", rank=2)
DIFFERS = Mistake(
    "file-differs", "{name} differs from the message first at byte {n}: expected {expected}, got {got}.",
    rank=2)
STRANGE = Mistake(
    "strange-file", "{name} is none of the messages; only whole messages may have a name in .eml.", rank=2)
NOT_TOLD = Mistake("not-told", "{what}, and you ended with exit status 0; say so, and end with 1.", rank=2)

USER = ("alice", "wonderland")
DIR = "mail"


@rounds("clean", "hold-1", "drib", "coal")
def saves_and_deletes(client):
    visit = Visit(client)
    visit.run()
    client.printed(visit.saved_lines())


@rounds("hold-6", "hold-8", early=False)    # a client may send ahead (PIPELINING), so that proves nothing
def a_reply_comes_slowly(client):
    saves_and_deletes(client)


@rounds("clean")
def next_day(client):
    """Another run, when there is nothing; and one when there is new mail."""
    visit = Visit(client)
    visit.run()
    visit.again()
    visit.run()
    client.printed("")
    visit.again(new=2)
    visit.run()
    client.printed(visit.saved_lines())


@rounds("clean")
def empty_mailbox(client):
    visit = Visit(client, user="rabbit", password="teatime")
    visit.run()
    client.printed("")
    if not visit.pop3.sessions[-1].finished:
        NO_QUIT.proved(at=visit.pop3.sessions[-1], direction="sent")


class BreaksOff(POP3):
    """Goes away in the middle of the third message."""

    def retr(self, msg):
        if sum(said.verb == "RETR" for said in self.commands) < 3:
            return super().retr(msg)
        reply = super().retr(msg)
        self.reply(reply[:len(reply) * 2 // 3])
        return self.hang_up("the connection breaks in mid-message")

    def hang_up(self, why):
        self.conn.half_close(why)
        self.finished = True


class LosesQuit(BreaksOff):
    """Goes away instead of deleting anything."""

    retr = POP3.retr

    def quit(self):
        return self.hang_up("the connection breaks before QUIT has done anything")


class HasLostOne(POP3):
    """Cannot find its second message any more."""

    def retr(self, msg):
        return "-ERR [SYS/TEMP] the disk does not answer" if msg == "2" else super().retr(msg)


@rounds("clean")
def broken_off_in_a_message(client):
    fails_then_works(client, BreaksOff, "The server went away in the middle of a message")


@rounds("clean")
def broken_off_before_quit(client):
    fails_then_works(client, LosesQuit, "The server went away and had not answered QUIT")


@rounds("clean")
def server_says_no(client):
    fails_then_works(client, HasLostOne, "The server said -ERR to RETR")


def fails_then_works(client, session_class, what):
    visit = Visit(client, session_class)
    visit.fail(what)
    visit.again()
    visit.run()
    client.printed(visit.saved_lines())


@rounds("clean")
def nowhere_to_write(client):
    """DIR is a file: nothing can be saved, so nothing may be deleted. Who sees that at once need not connect;
    so first there is a run that does.
    """
    Visit(client, user="rabbit", password="teatime").run()
    shutil.rmtree(os.path.join(client.folder, DIR), ignore_errors=True)
    with open(os.path.join(client.folder, DIR), "wb") as file:
        file.write(b"This is no folder.\n")
    Visit(client).fail("DIR was a file, and nothing could be saved")


@rounds("clean")
def wrong_password(client):
    Visit(client, password="looking-glass").fail("The server said -ERR to the password")


class Visit:
    """What one run after another finds: a mailbox that may have grown, and DIR."""

    def __init__(self, client, session_class=POP3, user="alice", password="wonderland"):
        self.client = client
        self.login = user, password
        self.store = store_for("pop3", client.seed)
        self.box = self.store.boxes[user]
        self.every = self.box.messages()                # that ever were there
        self.folder = os.path.join(client.folder, DIR)
        self.again(session_class)

    def again(self, session_class=POP3, new=0):
        """A fresh server before the same mailbox; `new` messages have come."""
        more = store_for("pop3", self.client.seed + 1).boxes["alice"].messages()
        self.every = self.every + [self.box.deliver(message.data) for message in more[:new]]
        self.before = files_in(self.folder)
        self.waiting = self.box.messages()
        self.pop3 = self.client.server(watching(self.folder, session_class), store=self.store)

    def run(self):
        """A run that succeeds: afterwards all is in DIR, and nothing on the server."""
        self.client.run(self.pop3.host, self.pop3.port, *self.login, DIR, named=self.judge)

    def fail(self, what):
        """A run that fails."""
        def named(program):
            self.judge_files(is_broken=True)
            if program.code == 0 and self.pop3.sessions:
                NOT_TOLD.proved(at=self.pop3.sessions[-1], what=what)
        self.client.run_into_failure(self.pop3.host, self.pop3.port, *self.login, DIR, named=named, what=what)

    def saved_lines(self):
        """What a right program prints."""
        known = self.before.values()
        new = [message for message in self.waiting if message.data not in known]
        return "".join("saved %s\n" % message.unique_id for message in new)

    def judge(self, program):
        if program.code or not self.pop3.sessions:
            self.judge_files()
            return
        session, files = self.pop3.sessions[-1], self.judge_files()
        for message in self.box.messages():
            if message.data not in files.values():
                NOT_SAVED.proved(at=session, uid=message.unique_id)
            if any(said.verb == "DELE" and said.reply.startswith("+OK") for said in session.commands):
                if not session.finished:
                    NO_QUIT.proved(at=session, direction="sent")
            if message.data in self.before.values():
                KNOWN_KEPT.proved(at=session, uid=message.unique_id)
            NOT_DELETED.proved(at=session, uid=message.unique_id)

    def judge_files(self, is_broken=False):
        """What is in DIR, and what was there when something was deleted. is_broken: not all could be done."""
        files, session = files_in(self.folder), self.pop3.sessions[-1] if self.pop3.sessions else None
        for message in self.every:
            names = [name for name, data in files.items() if data == message.data]
            if len(names) > 1:
                DUPLICATES.proved(at=session)
            was = [name for name, data in self.before.items() if data == message.data]
            if was and not names:
                OVERWRITTEN.proved(at=session, name=was[0])
        for name, data in sorted(files.items()):
            self.judge_content(session, name, data, is_broken)
        for message in self.every:
            if message.data not in files.values() and message not in self.box.messages():
                LOST.proved(at=session, uid=message.unique_id)
        for each in self.pop3.sessions:
            if each.unsafe:
                DELETED_FIRST.proved(at=each, direction="sent", offset=each.unsafe)
        return files

    def judge_content(self, session, name, data, is_broken):
        """One file: a message, or nearly one."""
        wholes = [message.data for message in self.every]
        if data in wholes:
            return
        for whole in wholes:
            if data and data == b"".join(line[line.startswith(b"."):] for line in whole.splitlines(True)):
                UNSTUFFED_TWICE.proved(at=session)
            if data == block(whole)[:-3] or data == block(whole):
                STILL_STUFFED.proved(at=session, name=name)
            if data and crlf(data).rstrip(b"\r\n") == whole.rstrip(b"\r\n"):
                LINE_ENDS.proved(at=session, name=name)
        if is_broken and any(whole.startswith(data) for whole in wholes):
            NOT_WHOLE.proved(at=session, name=name, n=len(data))
        same = [whole for whole in wholes if header(whole, "Message-ID") == header(crlf(data), "Message-ID")]
        if same:
            n = first_difference(same[0], data)
            DIFFERS.proved(at=session, name=name, n=n, expected=glimpse(same[0][n:]), got=glimpse(data[n:]))
        STRANGE.proved(at=session, name=name)


def watching(folder, session_class):
    """The Session class, which also looks whether a message is in `folder` when it is deleted."""
    class Watching(session_class):
        unsafe = None           # the offset of the first DELE that came too early

        def dele(self, msg):
            message = self.find(msg)
            if message and not self.unsafe and message.data not in files_in(folder).values():
                self.unsafe = self.commands[-1].offset
            return super().dele(msg)
    return Watching


def files_in(folder):
    """{name: bytes} of the messages in DIR."""
    found = {}
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        path = os.path.join(folder, name)
        if name.endswith(".eml") and os.path.isfile(path):
            try:
                with open(path, "rb") as file:
                    found[name] = file.read()
            except OSError:
                pass  # it has gone again, or is locked; then it is not there
    return found

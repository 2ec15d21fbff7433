"""2.03 ftp-resume: a client that finishes a file here and its copy there, and moves nothing twice."""

import os

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.checking.trial import first_difference
from bundle.servers import store_for
from bundle.servers.ftp import FTP
from bundle.servers.stores.files import NoSuchName

REFETCHED = mistake("fetched-again", "You fetched all {n} bytes again; use REST.")
ERASED = mistake(
    "erased", "You erased what you had by writing from the beginning of the file, as 'wb' does; "
    "open it with 'ab'.")
FROM_ZERO = mistake("upload-from-zero", "Your upload restarted from zero.")
LONGER = mistake("longer", "Your partial file is longer than the remote one; start again.")
COPY_LONGER = mistake(
    "copy-longer", "The copy on the server is longer than the file, so it is another one; start it again.")
NO_SEEK = mistake(
    "no-seek", "REST told the server where to go on, but you sent your file from its beginning; "
    "seek there first.")
APPENDED_ALL = mistake(
    "appended-all", "You added the whole file to the {n} bytes of it that were there; "
    "send only what is missing.")
SIZE_IN_ASCII = mistake("size-in-ascii", "SIZE was refused in ASCII mode; send TYPE I first.")
AS_TEXT = mistake("as-text", "The file {went} as text, in TYPE A, and its line ends changed; send TYPE I.")
THROWN_AWAY = mistake(
    "thrown-away", "The transfer broke off, and you threw away the {n} bytes that had come; "
    "keep them for the next run.")
NOT_CONFIRMED = mistake(
    "not-confirmed", "You printed done, but the server had not confirmed the transfer with 226.")
MORE_THAN_MISSING = Mistake(
    "more-than-missing", "{missing} bytes were missing, and {moved} crossed the wire; "
    "move what is missing only.", rank=2)
NOT_SAVED = Mistake(
    "not-saved", "There is no {name} in the current folder after your program has ended.", rank=2)
NOT_UPLOADED = Mistake("not-uploaded", "You uploaded nothing under the name {name}.", rank=2)
DIFFERS = Mistake(
    "file-differs", "{where} differs from the file first at byte {n}: expected {expected}, got {got}.",
    rank=2)
NOT_TOLD = Mistake(
    "not-told", "The server has no file of that name, and you ended with exit status 0; "
    "say so, and end with 1.", rank=2)

NAME, SMALL = "photo.png", "all-bytes.bin"
COPY = "copy-of-it"


@rounds("clean", "drib", "coal", "hold", "hold-data")
def goes_on_with_both(client):
    visit = Visit(client, NAME if client.round.profile == "clean" else SMALL)
    visit.holds(visit.part())
    visit.server_has(visit.part())
    visit.run()


@rounds("clean")
def nothing_then_everything(client):
    """The first run finds nothing on either side; there is nothing left to move for the second."""
    visit = Visit(client)
    visit.run()
    visit.again()
    visit.run()


@rounds("clean")
def longer_than_the_file(client):
    """What is longer than the file cannot be a part of it: first the one here, then the copy."""
    visit = Visit(client)
    visit.holds(visit.older_version())
    visit.run()
    visit = Visit(client)
    visit.holds(visit.part())
    visit.server_has(visit.older_version())
    visit.run()


@rounds("cut-data", "rst-data")
def the_fetch_breaks_off(client):
    visit = Visit(client)
    visit.holds(visit.part(most=0.5))
    visit.fail("The transfer broke off with 426")
    visit.again()
    visit.run()


class DropsUpload(FTP):
    """Takes the first bytes of an upload, and no more."""

    def _receive(self, verb, path, keep):
        self.store = Bounded(self.store)
        try:
            return super()._receive(verb, path, keep)
        finally:
            self.store = self.store.store


class Bounded:
    """A file tree whose uploads break off."""

    def __init__(self, store):
        self.store = store

    def entry(self, path):
        return self.store.entry(path)

    def upload(self, path, keep=0):
        upload, left = self.store.upload(path, keep), [50000]

        class Breaking:
            def write(self, data):
                upload.write(data[:left[0]])
                left[0] -= len(data)
                if left[0] < 0:
                    raise ConnectionAbortedError("the upload breaks off")
        return Breaking()


@rounds("clean")
def the_upload_breaks_off(client):
    visit = Visit(client, session_class=DropsUpload)
    visit.holds(visit.part())
    visit.server_has(visit.part(most=0.3))
    visit.fail("The upload broke off with 426")
    visit.again()
    visit.run()


class HangsUp(FTP):
    """Does all of a transfer, and closes the control connection where 226 should come."""

    verbs = ("RETR",)

    def tell_end(self, reply):
        if self.transfers[-1].verb in self.verbs:
            self.conn.half_close("the control connection is dropped before 226")
        else:
            super().tell_end(reply)


class HangsUpLate(HangsUp):
    verbs = ("STOR", "APPE", "STOU")


@rounds("clean")
def fetch_without_226(client):
    visit = Visit(client, session_class=HangsUp)
    visit.holds(visit.part())
    visit.fail("The server closed the control connection where 226 should come")


@rounds("clean")
def upload_without_226(client):
    visit = Visit(client, session_class=HangsUpLate)
    visit.holds(visit.part())
    visit.fail("The server closed the control connection where 226 should come")


@rounds("clean")
def no_such_file(client):
    ftp = client.server("ftp")
    client.run_into_failure(ftp.host, ftp.port, "nothing.txt", COPY, success=NOT_TOLD,
                            what="The server said 550")


class Visit:
    """One run after another: what is here, what is on the server, and what crosses the wire."""

    def __init__(self, client, name=NAME, session_class=FTP):
        self.client = client
        self.name = name
        self.path = os.path.join(client.folder, name)
        self.store = store_for("ftp", client.seed)
        self.content = self.store.read("/" + name)
        self.held = self.there = None
        if os.path.exists(self.path):
            os.remove(self.path)
        self.again(session_class, faulty=True)

    def part(self, most=0.9):
        """The beginning of the file, up to somewhere."""
        size = len(self.content)
        return self.content[:self.client.rng.randrange(size // 10, int(size * most))]

    def older_version(self):
        """Something longer than the file, and not alike."""
        size = len(self.content) + self.client.rng.randrange(1, 5000)
        return self.client.rng.getrandbits(8 * size).to_bytes(size, "big")

    def holds(self, data):
        with open(self.path, "wb") as file:
            file.write(data)
        self.held = data

    def server_has(self, data):
        self.store.write("/" + COPY, data)
        self.there = data

    def again(self, session_class=FTP, faulty=False):
        """A fresh server before the same files."""
        self.held, self.there = self.saved(), self.stored()
        self.ftp = self.client.server(session_class, store=self.store, faulty=faulty)

    def saved(self):
        """What is here now; None if there is nothing."""
        try:
            with open(self.path, "rb") as file:
                return file.read()
        except OSError:
            return None

    def stored(self):
        """What the server has as COPY."""
        try:
            return self.store.read("/" + COPY)
        except NoSuchName:
            return None

    def run(self):
        """A run that succeeds: both are whole, and nothing has crossed the wire that was there."""
        self.client.run(self.ftp.host, self.ftp.port, self.name, COPY, named=self.judge)
        self.client.printed("done\n")

    def fail(self, what):
        self.client.run_into_failure(self.ftp.host, self.ftp.port, self.name, COPY, success=NOT_CONFIRMED,
                                     what=what, named=self.judge_broken)

    # Judging

    def judge(self, program):
        if not self.ftp.sessions:
            return
        self.judge_size()
        self.judge_fetch()
        if not program.code and self.saved() != self.content:
            self.differs(self.name, self.saved(), NOT_SAVED)
        self.judge_upload()
        session = self.ftp.sessions[-1]
        if program.code:
            return
        if session.transfers and session.transfers[-1].reply.startswith("426"):
            NOT_CONFIRMED.proved(at=session)    # it left while the server was still at work
        if self.stored() != self.content:
            asked = self.transfers(("STOR", "APPE", "STOU"), COPY)[1]
            self.differs(COPY, self.stored() if asked else None, NOT_UPLOADED)

    def judge_size(self):
        """SIZE that was refused for its type, and then never answered."""
        for session in self.ftp.sessions:
            sizes = [said for said in session.commands if said.verb == "SIZE"]
            refused = {said.argument: said for said in sizes if "ASCII" in said.reply}
            answered = {said.argument for said in sizes if "ASCII" not in said.reply}
            for name, said in refused.items():
                if name not in answered and (name == self.name or self.there):
                    SIZE_IN_ASCII.proved(at=session, offset=said.offset)

    def judge_fetch(self):
        saved, held, content = self.saved(), self.held or b"", self.content
        session, asked, moved = self.transfers("RETR", self.name)
        if len(held) > len(content):
            if saved != content:
                LONGER.proved(at=session, offset=asked and asked.offset)
            held = b""
        if not asked:
            return
        if saved != content and is_text(session, asked):
            AS_TEXT.proved(at=session, offset=asked.offset, went="came")
        rest = rest_before(session, asked)
        is_tail = rest == len(held) and not (saved or b"").startswith(held)
        if held and (is_tail or rest == 0 and saved == content):
            ERASED.proved(at=session, offset=asked.offset)
        if held and moved >= len(content):
            REFETCHED.proved(at=session, offset=asked.offset, n=len(content))
        missing = len(content) - len(held)
        if moved > missing:
            MORE_THAN_MISSING.proved(at=session, offset=asked.offset, missing=missing, moved=moved)

    def judge_upload(self):
        there, size = self.there or b"", len(self.content)
        session, asked, moved = self.transfers(("STOR", "APPE"), COPY)
        if asked and self.stored() != self.content and is_text(session, asked):
            AS_TEXT.proved(at=session, offset=asked.offset, went="went")
        if len(there) > size:
            if self.stored() != self.content:
                COPY_LONGER.proved(at=session, offset=asked and asked.offset)
            return
        if not asked or not there:
            return
        if moved >= size and asked.verb == "APPE" and not rest_before(session, asked):
            APPENDED_ALL.proved(at=session, offset=asked.offset, n=len(there))
        if moved >= size and rest_before(session, asked):
            NO_SEEK.proved(at=session, offset=asked.offset)
        if moved >= size:
            FROM_ZERO.proved(at=session, offset=asked.offset)
        if moved > size - len(there):
            MORE_THAN_MISSING.proved(at=session, offset=asked.offset, missing=size - len(there), moved=moved)

    def judge_broken(self, program):
        """What came before the transfer broke off is still here."""
        if not self.ftp.sessions:
            return
        session, saved, held = self.ftp.sessions[-1], self.saved() or b"", self.held or b""
        fetches = [transfer for transfer in session.transfers if transfer.verb == "RETR"]
        if not fetches or not self.content.startswith(held):
            return
        if not saved.startswith(held):
            _, asked, _ = self.transfers("RETR", self.name)
            ERASED.proved(at=session, offset=asked and asked.offset)
        came = [conn.sent for conn in session.conn.family if conn.name == fetches[0].connection]
        if saved == held and came and came[0] and self.client.round.profile.startswith("cut"):
            THROWN_AWAY.proved(at=session, n=came[0])

    def transfers(self, verbs, name):
        """(session, Said, bytes) of what moved `name`: the last session that did, its last command, and all
        bytes."""
        session, asked, moved = self.ftp.sessions[-1], None, 0
        for each in self.ftp.sessions:
            for said in each.commands:
                if said.verb in verbs and said.argument.lstrip("/") == name and said.reply.startswith("150"):
                    session, asked = each, said
            moved += sum(transfer.moved for transfer in each.transfers
                         if transfer.verb in verbs and transfer.path == "/" + name)
        return session, asked, moved

    def differs(self, name, got, missing):
        session = self.ftp.sessions[-1]
        if got is None:
            missing.proved(at=session, name=name)
        n = first_difference(self.content, got)
        where = name + (" on the server" if name == COPY else " in the current folder")
        DIFFERS.proved(at=session, where=where, n=n, expected=some(self.content[n:]), got=some(got[n:]))


def is_text(session, asked):
    """Whether the transfer that was `asked` for went in TYPE A, where everyone begins."""
    before = session.commands[:session.commands.index(asked)]
    types = [said.argument for said in before if said.verb == "TYPE"]
    return not types or types[-1].upper().startswith("A")


def rest_before(session, asked):
    """The offset that REST gave for the transfer that was `asked` for; None where there was no REST."""
    for said in reversed(session.commands[:session.commands.index(asked)]):
        if said.verb in ("RETR", "STOR", "APPE", "STOU", "NLST", "LIST", "MLSD"):
            return None
        if said.verb == "REST" and said.reply.startswith("350"):
            return int(said.argument)
    return None


def some(data):
    """The first of these bytes, as Python writes them."""
    return (repr(data[:12]) + ("…" if data[12:] else "")) if data else "the end"

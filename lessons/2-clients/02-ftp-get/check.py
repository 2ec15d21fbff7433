"""2.02 ftp-get: a client that lists a folder, or fetches a file and knows whether it got all of it."""

import os
import re

from bundle.checking import mistake, rounds
from bundle.checking.trial import first_difference
from bundle.servers import store_for
from bundle.servers.ftp import FTP

SIZE_IN_ASCII = mistake("size-in-ascii", "SIZE was refused in ASCII mode; send TYPE I first.")
RETRLINES = mistake(
    "retrlines", "You fetched the file as text (TYPE A, as retrlines does), so its line ends changed; use retrbinary.")
NO_TYPE = mistake(
    "no-type", "You sent no TYPE I, so the file came as text, with other line ends; send it before RETR.")
DONE_AFTER_426 = mistake(
    "done-after-426", "The transfer ended with 426, yet you printed done; only 226 tells that the file is whole.")
DONE_AFTER_550 = mistake(
    "done-after-550", "The server said 550, there is no such file, yet your program ended with exit "
    "status 0; say so on stderr, and end with 1.")
DONE_WITHOUT_226 = mistake(
    "done-without-226", "The control connection ended where 226 should come, yet your program ended with "
    "exit status 0; only 226 tells that the file is whole.")
CALLBACKS = mistake("counted-callbacks", "Your progress counts callbacks, not bytes; add up len(chunk).")
PROGRESS = mistake(
    "progress", "Progress is lines such as {half}/{total} on stderr, the last one {total}/{total}; {last}.")
NOT_SAVED = mistake(
    "not-saved", "There is no {name} in the current folder after your program has ended; "
    "save the file there under its own name.")
STOPPED_EARLY = mistake(
    "stopped-early", "You stopped reading before the file was over; {why}.")
BROKE_OFF = "an exception in your callback does that, too: print what it says"
NOT_AT_EOF = "its end is EOF, recv's b'', and nothing else"
APPENDED = mistake(
    "appended", "A {name} was there already, and you wrote behind what it held; open it with 'wb', which "
    "begins anew.")
ANOTHER_ORDER = mistake(
    "another-order", "The names are right, but in another order; print them as the server sends them.")
NEEDS_NAME = mistake("needs-name", "Without NAME, your program should list the folder; it stopped with {exc}.")
FILE_DIFFERS = mistake(
    "file-differs", "The {name} that you saved differs first at byte {n}: expected {expected}, got {got}.")

OLDER = b"This is from last week.\n"     # what stands in a file that is there before

PROGRESS_LINE = re.compile(r"\s*(\d+)/(\d+)\s*")

FILES = {   # what is fetched in each round, one run after another; a byte at a time takes long
    "clean": ("minutes.txt", "photo.png"),
    "drib": ("all-bytes.bin",),
    "coal": ("empty.txt",),
    "hold": ("notes.txt",),
    "hold-data": ("all-bytes.bin",),
}


@rounds("clean", "drib", "coal", "hold", "hold-data")
def fetches_every_byte(client):
    ftp = client.server("ftp")
    for name in FILES[client.round.profile]:
        if client.round.profile == "hold":
            with open(os.path.join(client.folder, name), "wb") as file:
                file.write(OLDER * 1000)
        client.run(ftp.host, ftp.port, name, named=lambda program: judge(client, ftp, name))
        client.printed("done\n")


@rounds("clean", "drib")
def lists_names(client):
    ftp = client.server("ftp")
    in_order = ftp.store.entries
    ftp.store.entries = lambda path: in_order(path)[::-1]   # no server has to sort

    def stopped(program):
        if not ftp.sessions and program.crash and program.crash.name in ("IndexError", "ValueError"):
            NEEDS_NAME.proved(exc=program.crash.text)

    program = client.run(ftp.host, ftp.port, named=stopped)
    names = [entry.name for entry in ftp.store.entries("/")]
    printed = lines_of(program.stdout)
    if printed != names and sorted(printed) == sorted(names):
        ANOTHER_ORDER.proved(at=ftp.sessions[-1], direction="received")
    client.printed("".join(name + "\n" for name in names))


@rounds("cut-data", "rst-data")
def notices_426(client):
    ftp = client.server("ftp")

    def said_done(program):
        if ftp.sessions and "done" in lines_of(program.stdout):
            DONE_AFTER_426.proved(at=ftp.sessions[-1], direction="received")

    client.run_into_failure(ftp.host, ftp.port, "photo.png", named=said_done, besides=PROGRESS_LINE)


class HangsUp(FTP):
    """Sends the whole file, and closes the control connection where 226 should come."""

    def tell_end(self, reply):
        self.conn.half_close("the control connection is dropped before 226")


@rounds("clean")
def notices_a_lost_control_connection(client):
    ftp = client.server(HangsUp, store=store_for("ftp", client.seed))
    client.run_into_failure(ftp.host, ftp.port, "photo.png", success=DONE_WITHOUT_226, besides=PROGRESS_LINE)


@rounds("clean")
def notices_550(client):
    ftp = client.server("ftp")
    client.run_into_failure(ftp.host, ftp.port, "nothing.txt", success=DONE_AFTER_550, besides=PROGRESS_LINE)


def judge(client, ftp, name):
    """One fetch: the earliest of the named mistakes, if there is any."""
    if not ftp.sessions:
        return
    session, program, content = ftp.sessions[-1], client.program, ftp.store.read("/" + name)
    saved = read(os.path.join(client.folder, name))
    telling = progress(program)
    refused = refused_size(session)
    if refused and (program.code or telling[-1:] != [len(content)]):
        SIZE_IN_ASCII.proved(at=session, offset=refused.offset)
    asked = first(said for said in session.commands if said.verb == "RETR" and said.reply.startswith("150"))
    if asked and saved != content and type_of(session, asked) == "A":
        RETRLINES.proved(at=session, offset=asked.offset)
    if asked and saved != content and type_of(session, asked) is None:
        NO_TYPE.proved(at=session, offset=asked.offset)
    if is_left_early(session, program) or (program.code == 0 and saved and content.startswith(saved) and
                                           saved != content):
        data = session.conn.family[-1]
        STOPPED_EARLY.proved(at=data, direction="received", offset=min(len(saved or b""), data.sent),
                             why=NOT_AT_EOF if saved else BROKE_OFF)
    if program.code:
        return
    if saved is None:
        NOT_SAVED.proved(at=session, name=name)
    if saved != content and saved.startswith(OLDER * 1000):
        APPENDED.proved(at=session, name=name)
    if saved != content:
        n = first_difference(content, saved)
        FILE_DIFFERS.proved(at=session, name=name, n=n, expected=some(content[n:]), got=some(saved[n:]))
    judge_progress(session, telling, program, len(content))


def is_left_early(session, program):
    """Whether the program ended the transfer itself: none of these rounds cuts one."""
    return bool(program.code and not program.crash and session.transfers
                and session.transfers[-1].reply.startswith("426"))


def judge_progress(session, telling, program, total):
    """The last line says that all has come; a file without bytes needs none."""
    lines = lines_of(program.stderr)
    is_form = all(PROGRESS_LINE.fullmatch(line) for line in lines)
    if is_form and (telling[-1:] == [total] or (not lines and not total)):
        totals = {int(PROGRESS_LINE.fullmatch(line).group(2)) for line in lines}
        if totals <= {total} and telling == sorted(telling):
            return
    if telling and telling == list(range(1, len(telling) + 1)):
        CALLBACKS.proved(at=session)
    strange = [line for line in lines if not PROGRESS_LINE.fullmatch(line)] or lines[-1:]
    last = "you wrote " + ascii(strange[-1][:40]) if strange else "you wrote none"
    PROGRESS.proved(at=session, half=total // 2, total=total, last=last)


def progress(program):
    """The first numbers of the progress lines."""
    found = [PROGRESS_LINE.fullmatch(line) for line in lines_of(program.stderr)]
    return [int(match.group(1)) for match in found if match]


def lines_of(output):
    return [line.strip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]


def refused_size(session):
    """The SIZE that was refused for its type, unless a later one was answered."""
    sizes = [said for said in session.commands if said.verb == "SIZE"]
    refused = [said for said in sizes if "ASCII" in said.reply]
    return refused[0] if refused and not sizes[-1].reply.startswith("213") else None


def type_of(session, asked):
    """What the last TYPE before this command asked for: "A", "I", or None where there was none."""
    before = session.commands[:session.commands.index(asked)]
    return first(said.argument.upper()[:1] for said in reversed(before) if said.verb == "TYPE")


def first(found):
    return next(found, None)


def some(data):
    """The first of these bytes, as Python writes them."""
    return (repr(data[:12]) + ("…" if data[12:] else "")) if data else "the end"


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None

"""1.10 ping: numbered datagrams to a peer that drops, doubles, delays, reorders, and lets others answer.

What a line says is held against the wire. A line that no datagram can account for is wrong at once. A line that is wrong
only if this machine was quick ("lost" although the reply had gone out) counts when the program, given more time, says it again.
"""

import re
import time

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Proved
from bundle.servers.ping import Ping
from bundle.wire.datagrams import DELIVERED, DOUBLED, DROPPED, ELSEWHERE, LATE, OVERTAKEN, Fate, Nobody, delayed, repeated

WAITED_FOR_EVER = mistake(
    "waited-for-ever", "You waited {seconds:g} s for a datagram that was lost; set a timeout, here of {timeout:g} s.")
TIMED_OUT = mistake(
    "timed-out", "A timeout stopped your program; for ping it is an answer: catch socket.timeout, and print lost.",
    crash=r"^[\w.]*(timeout|TimeoutError)\b")
CREDITED = mistake("credited", "Reply {a} was credited to ping {b}, which was not answered; match numbers.")
DUPLICATE = mistake("duplicate", "You counted a duplicate twice: reply {a} came two times, {how}.")
ANOTHER_ADDRESS = mistake(
    "another-address", "You believed a datagram from another address: it came from port {q}, and you asked port "
    "{p}; compare what recvfrom() says with it.")
TOO_LATE = mistake(
    "too-late", "You printed a time for ping {n}, but its reply went out only after you had sent ping {m}; it was lost "
    "by then.")
INVENTED = mistake("invented", "You printed a time for ping {n}, but nobody answered it; it is lost.")
GAVE_UP = mistake(
    "gave-up", "Another datagram came while you waited for reply {n}, and you gave up; what is not your reply does not end "
    "your waiting: call recvfrom() again.")
NOT_SEEN = mistake("not-seen", "You said that ping {n} was lost, but its reply went out {ms:.0f} ms after it came.")
RESTARTED = mistake(
    "restarted", "You waited {seconds:.1f} s for reply {n}, because each old datagram started your timeout of {timeout:g} s "
    "again; let the clock run from the sending.")
DID_NOT_WAIT = mistake(
    "did-not-wait", "You sent ping {m} {seconds:.2f} s after ping {n}, which was not answered yet; wait for the reply, or "
    "until TIMEOUT ({timeout:g} s) is over.")
WRONG_TIME = mistake(
    "wrong-time", "You printed {told:g} ms for ping {n}, but it took {bound} ms; the time is from sending to receiving, in "
    "milliseconds.")
OTHER_DATAGRAM = mistake("other-datagram", "Datagram {i} from you should be {wanted}; it was {got}.")
TOO_FEW = mistake("other-datagram", "COUNT was {count}, and you sent {k}; go on with the next number, whatever came "
                                    "of one.")
REFUSED = mistake(
    "stopped-by-refusal", "Nobody was there, and your program ended {how}. Each ping is lost then: where a call raises an "
    "OSError, such as ConnectionRefusedError, catch it for that ping, print `N lost`, and go on with the next.")
SILENT_FAILURE = mistake("silent-failure", "Not one reply came, and your program ended with exit status 0; it should be 1.")

TIMEOUTS = 0.25, 2.7     # seconds; the second is given to a program that seems to have been too slow, or too quick
SLACK = 0.03            # seconds: the clocks of some systems go in steps of 16 ms
REFUSAL = re.compile(r"Connection(Refused|Reset)Error\b")
LINE = re.compile(r"(\d+) (?:(\d+(?:\.\d+)?) ms|lost)\s*")


@rounds("clean")
def all_are_answered(client):
    converse(client, {}, count=4, most=False)   # who sends all at once is found out where one is dropped


@rounds("clean")
def some_are_dropped(client):
    n = client.rng.randrange(1, 3)
    converse(client, {n: DROPPED, n + 2: DROPPED}, count=5)


@rounds("clean")
def one_is_slow(client):
    """Slow, but in time: the next ping has to wait for it."""
    converse(client, {client.rng.randrange(2, 4): delayed(0.4)}, count=4, first_timeout=2.0)


@rounds("clean")
def one_is_late(client):
    """The reply to one ping comes while the next one waits, which gets no other."""
    n = client.rng.randrange(1, 4)
    converse(client, {n: LATE, n + 1: DROPPED}, count=5)


@rounds("clean")
def one_is_late_and_the_next_in_time(client):
    n = client.rng.randrange(1, 4)
    converse(client, {n: LATE}, count=5)


@rounds("clean")
def one_is_overtaken(client):
    """A reply comes behind the one to the next ping, and waits there for whoever reads again."""
    n = client.rng.randrange(1, 3)
    converse(client, {n: OVERTAKEN, n + 2: DROPPED}, count=4)


@rounds("clean")
def one_comes_twice(client):
    n = client.rng.randrange(1, 3)
    converse(client, {n: DOUBLED, n + 1: DROPPED, n + 2: DROPPED}, count=4)


@rounds("clean")
def another_port_answers(client):
    converse(client, {client.rng.randrange(2, 4): ELSEWHERE}, count=4)


MISCOUNTED = {1: 11, 10: 1}     # ping: the number of its answer; one begins as the other does, which is not enough


class Miscounts(Ping):
    """Answers some pings with another number: one that nobody sent, or an old one."""

    def answer(self, data):
        number, answer = super().answer(data)
        return number, answer and b"pong %d" % MISCOUNTED.get(number, number)


@rounds("clean")
def one_has_a_wrong_number(client):
    script = {1: Fate("with a number that nobody sent"), 10: Fate("with an old number")}
    converse(client, script, count=10, protocol=Miscounts, wrong=MISCOUNTED)


@rounds("clean")
def an_old_one_comes_again_and_again(client):
    converse(client, {2: repeated(0.08)}, count=3)


@rounds("clean")
def nobody_is_there(client):
    def look(program):
        crash, told = program.crash, program.stdout.decode("utf-8", "replace").split("\n")
        if crash and REFUSAL.match(crash.text):
            REFUSED.proved(how="with {} at line {}".format(crash.text, crash.line or "?"))
        if not crash and program.code and len(told) <= 3 and told == ["%d lost" % n for n in range(1, len(told))] + [""]:
            REFUSED.proved(how="after %d of 3 lines" % (len(told) - 1))

    with Nobody() as nobody:
        client.run_into_failure(nobody.host, nobody.port, 3, 0.2, success=SILENT_FAILURE, what="Nobody was there", named=look)
        client.printed("1 lost\n2 lost\n3 lost\n0 of 3 came back\n")


def converse(client, script, count, protocol="ping", wrong={}, first_timeout=TIMEOUTS[0], most=True):
    """Run the program, and judge its lines; once more, with more time, if only that can tell.

    wrong   {ping: the number of its answer} where that is another
    most    whether a time that is too long is judged
    """
    for timeout in (first_timeout, TIMEOUTS[1]):
        client.patience = max(client.patience, timeout + 2)
        peer = client.datagrams(protocol, script)
        talk = Talk(client, peer, count, timeout, wrong, is_last=timeout == TIMEOUTS[1], most=most)
        try:
            client.run(peer.host, peer.port, count, timeout, named=talk.judge, hangs=waited_for_ever(timeout))
            return printed(client, talk.expected())
        except NotCertain:
            pass


def waited_for_ever(timeout):
    """WAITED_FOR_EVER, with its timeout filled in; the seconds are the framework's."""
    return mistake(WAITED_FOR_EVER.name, WAITED_FOR_EVER.sentence.replace("{timeout:g}", "{:g}".format(timeout)))


class NotCertain(Exception):
    """A busy machine could explain it, too."""


class Talk:
    """What crossed the wire in one run, and what the program says of it."""

    def __init__(self, client, peer, count, timeout, wrong, is_last, most):
        self.client = client
        self.peer = peer
        self.count = count
        self.timeout = timeout
        self.wrong = wrong
        self.is_last = is_last
        self.most = most
        self.gaps = []          # seconds between a lost ping and the next one
        self.excused = set()    # pings that this machine was too slow for, even with more time

    def judge(self, program):
        self.began, self.ended = program.began, time.monotonic()
        if not self.peer.heard or program.crash:
            return
        self.judge_datagrams(program)
        self.lines = {int(match.group(1)): match.group(2) for match in
                      map(LINE.fullmatch, program.stdout.decode("utf-8", "replace").splitlines()) if match}
        self.asked = {datagram.number: datagram for datagram in self.peer.heard}
        self.replies = {}
        for datagram in self.peer.said:
            if datagram.number not in self.wrong and datagram.fate.in_time:
                self.replies.setdefault(datagram.number, datagram)
        for n in range(1, self.count + 1):
            if n in self.asked:
                self.judge_waiting(n)
        for n in range(1, self.count + 1):
            if n in self.asked and n in self.lines:
                (self.judge_time if self.lines[n] else self.judge_lost)(n)
        self.judge_summary(program)
        if len(self.gaps) > 1 and min(self.gaps) > 1.6 * self.timeout:
            self.only_if_last()     # a timeout of the program's own? With a longer one we shall see

    def judge_datagrams(self, program):
        """ping 1, ping 2, and so on."""
        for i, datagram in enumerate(self.peer.heard, 1):
            if datagram.data != b"ping %d" % i or i > self.count:
                wanted = b"ping %d" % i if i <= self.count else "the last but one"
                OTHER_DATAGRAM.proved(datagram.conn, "sent", datagram.offset, i=i, wanted=wanted, got=datagram.data[:40])
        if len(self.peer.heard) < self.count and program.code == 0:
            TOO_FEW.proved(datagram.conn, "sent", k=len(self.peer.heard), count=self.count)

    def until(self, n):
        """When the program sent its next one, as far as we know."""
        return self.asked[n + 1].t if n + 1 in self.asked else self.ended

    def judge_waiting(self, n):
        """Between two pings: the reply, or the timeout."""
        if n + 1 not in self.asked:
            return
        gap, reply, following = self.until(n) - self.asked[n].t, self.replies.get(n), self.asked[n + 1]
        if reply and reply.t < following.t:
            return
        if self.peer.script.get(n, DELIVERED).every and gap > self.client.patience:
            RESTARTED.proved(following.conn, "sent", following.offset, seconds=gap, n=n, timeout=self.timeout)
        if gap < 0.8 * self.timeout and not self.lines.get(n):
            self.only_if_last()
            strays = [each for each in self.peer.said if self.asked[n].t < each.t < following.t]
            if strays:
                GAVE_UP.proved(following.conn, "sent", following.offset, n=n)
            DID_NOT_WAIT.proved(following.conn, "sent", following.offset, m=n + 1, n=n, seconds=gap, timeout=self.timeout)
        self.gaps.append(gap)

    def judge_time(self, n):
        """A time is printed: a reply was there, and the time fits."""
        told, reply = float(self.lines[n]), self.replies.get(n)
        if not reply or (n + 1 not in self.asked and reply.t > self.ended):
            self.blame(n)
        if reply.t > self.until(n):
            self.only_if_last()
            following = self.asked[n + 1]
            DID_NOT_WAIT.proved(following.conn, "sent", following.offset, m=n + 1, n=n, timeout=self.timeout,
                                seconds=following.t - self.asked[n].t)
        least = reply.t - self.asked[n].t
        before = [self.replies[m].t for m in range(1, n) if self.lines.get(m) and m in self.replies]
        most = self.until(n) - max(before + [self.began])   # it was sent after those replies had come
        if told < (0.7 * least - SLACK) * 1000:     # not all: it may look at its clock a moment after it has sent
            self.only_if_last()
            WRONG_TIME.proved(reply.conn, "received", reply.offset, told=told, n=n,
                              bound="at least " + milliseconds(least))
        if self.most and told > (1.05 * most + SLACK) * 1000:
            WRONG_TIME.proved(reply.conn, "received", reply.offset, told=told, n=n,
                              bound="at most " + milliseconds(most))

    def blame(self, n):
        """A time for a ping that had no reply: which datagram was taken for it?"""
        strays = [each for each in self.peer.said if each is not self.replies.get(each.number)]
        for stray in reversed([each for each in strays if each.t < self.until(n)]):
            where = stray.conn, "received", stray.offset
            if stray.fate.elsewhere:
                ANOTHER_ADDRESS.proved(*where, p=self.peer.port, q=self.peer.elsewhere_port)
            if stray.copy == 2:
                DUPLICATE.proved(*where, a=stray.number, how="and you took the second for the reply to ping {}".format(n))
            CREDITED.proved(*where, a=self.wrong.get(stray.number, stray.number), b=n)
        if any(each.number == n for each in strays):
            TOO_LATE.proved(self.asked[n + 1].conn, "sent", self.asked[n + 1].offset, n=n, m=n + 1)
        INVENTED.proved(self.asked[n].conn, "sent", self.asked[n].offset, n=n)

    def judge_lost(self, n):
        """It is lost if no reply came, or if it came too late."""
        reply = self.replies.get(n)
        if not reply:
            return
        self.only_if_last()
        seconds = reply.t - self.asked[n].t
        if seconds > 0.8 * self.timeout or reply.t > self.until(n):
            self.excused.add(n)
            return
        others = [each for each in self.peer.said if self.asked[n].t < each.t < reply.t]
        (GAVE_UP if others else NOT_SEEN).proved(reply.conn, "received", reply.offset, n=n, ms=seconds * 1000)

    def judge_summary(self, program):
        """A duplicate may be counted only there."""
        told = re.search(r"(\d+) of \d+", program.stdout.decode("utf-8", "replace"))
        copies = [each for each in self.peer.said if each.copy == 2]
        if copies and told and int(told.group(1)) == len([n for n in self.lines if self.lines[n]]) + len(copies):
            DUPLICATE.proved(copies[0].conn, "received", copies[0].offset, a=copies[0].number,
                             how="and your summary counts both")

    def only_if_last(self):
        if not self.is_last:
            raise NotCertain()

    def expected(self):
        """What a right program prints, with T for the times."""
        in_time = [n for n in self.replies if n not in self.excused]
        lines = ["{} {}".format(n, "T ms" if n in in_time else "lost") for n in range(1, self.count + 1)]
        return "\n".join(lines + ["{} of {} came back".format(len(in_time), self.count)]) + "\n"


def milliseconds(seconds):
    return "{:.{}f}".format(seconds * 1000, 0 if seconds > 0.01 else 2)


def printed(client, expected):
    """The program must have printed that, with any time for each T."""
    try:
        client.printed(expected, masked(client.program.stdout))
    except Proved as proved:
        if "T ms" in proved.message:
            proved.message += " (T stands for the time, in digits, such as 0.213.)"
        raise


def masked(output):
    return re.sub(r"(?m)^(\d+) \d+(?:\.\d+)? ms *(?=\r?$)", r"\1 T ms", output.decode("utf-8", "replace"))

"""2.09 imap-find: a client that knows what a literal is and what a UID is, and only looks.

In every round, somebody else removes the first mail as soon as the program has searched. The server tells
it as RFC 3501 section 7.4.1 allows: never while FETCH by numbers is answered, so programs that keep to
numbers can do so safely, as long as nothing else is asked in between.
"""

import re

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.servers.imap import IMAP
from bundle.servers.imap_search import readable
from bundle.servers.stores import mailbox
from bundle.servers.stores.letters import date, header

MARKED_READ = mistake("marked-read", "Fetching {item} marked the mail read; use BODY.PEEK.")
NUMBER = mistake("message-number", "Number {n} meant another mail after the expunge; use UID.")
PARENTHESIS = mistake("parenthesis", "You parsed b')' as a message.")
NOT_QUOTED = mistake("not-quoted", 'Quote a search string that contains a space: SUBJECT "{text}".')
NOT_ESCAPED = mistake(
    "not-escaped", "In a quoted string, a backslash belongs before each quote and each backslash.")
NUMBER_AS_UID = mistake(
    "number-as-uid", "You gave UID FETCH {n}, which is a message number; say UID SEARCH, too.")
UID_AS_NUMBER = mistake("uid-as-number", "You gave FETCH {n}, which is a UID; say UID FETCH.")
LITERAL_CUT = mistake(
    "literal-cut", "You took a ')' in the literal for its end; "
    "a literal has as many bytes as it says, whatever they are.")
READ_TOO = mistake("read-too", "The mail with UID {uid} has been read already; search for UNSEEN.")
EMPTY_FETCH = mistake(
    "empty-fetch", "You asked FETCH for no mail at all; where SEARCH finds none, there is nothing to fetch.")
REMOVED = mistake(
    "removed", "{verb} removed a mail that somebody had marked as deleted; "
    "look with EXAMINE, and leave with LOGOUT.")
REFUSED = mistake("refused", "The server said NO to the password, and you reported success.")
NO_LOGOUT = mistake("no-logout", "You left without LOGOUT.")
CHANGED = Mistake("changed-flags", "You changed flags with STORE; leave them as they are.", rank=2)
NOT_TOLD = Mistake(
    "not-told", "The password was wrong, and you ended with exit status 0; say so, and end with 1.", rank=2)

USER = ("alice", "wonderland")
ARRIVED = 1140771600    # seconds since 1970
NOWHERE = "tea without milk"
SUBJECTS = (            # {0} the text, {1} the same in other letters, {2} a number; and the flags
    ("Re: {0} (who brings the cups?)", ()),
    ("{1} :-) and what came of it", ["\\Flagged"]),
    ("Minutes of the {0} (final)", ["\\Seen"]),
    ("=?utf-8?q?Caf=C3=A9?= {0} {2}", ()),
    ("Fwd: 1) {0} 2) see you there {{{2}}}", ["\\Answered"]),
)
TEXTS = ("tea party", "croquet match", "lobster quadrille", "mock turtle")


class Watched(IMAP):
    """Notes when a mail is marked as read and what numbers have meant, and lets somebody remove the first
    mail.
    """

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.marked = None          # (offset, item) of the first FETCH that has set \\Seen
        self.moved = None           # (offset, number) of the first FETCH whose number had meant another mail

    def carry_out(self, line, said):
        status = super().carry_out(line, said)
        if said.verb.endswith(("SEARCH", "FETCH")) and not self.store.found:
            self.store.found = {number: entry.message.uid for number, entry in self.view.numbered()}
            self.view.mailbox.remove([self.store.found[1]])
        return status

    def tell_of(self, number, entry, items):
        said, was_seen = self.commands[-1], "\\Seen" in entry.message.flags
        super().tell_of(number, entry, items)
        is_new = not was_seen and "\\Seen" in entry.message.flags
        if said.verb.endswith("FETCH") and is_new and not self.marked:
            label = next(item.label for item in items if item.sees)
            self.marked = said.offset, label.decode("ascii", "replace")
        before = self.store.found.get(number, entry.message.uid)
        if said.verb == "FETCH" and before != entry.message.uid and not self.moved:
            self.moved = said.offset, number


@rounds("clean", "hold-1", "drib", "coal")
def finds_the_mail(client):
    find(client, client.rng.choice(TEXTS))


@rounds("hold-5", "hold-6", early=False)    # a client may send ahead (RFC 3501 section 5.5)
def a_reply_comes_slowly(client):
    finds_the_mail(client)


@rounds("clean")
def quotes_and_backslashes(client):
    find(client, client.rng.choice(('"tea" party', 'the \\o/ club', '"\\" or "/"')))


@rounds("clean")
def nothing_is_found(client):
    find(client, NOWHERE)


@rounds("clean")
def wrong_password(client):
    imap = serve(client, "tea party")
    client.run_into_failure(imap.host, imap.port, "alice", "looking-glass", "tea party", success=NOT_TOLD,
                            named=lambda program: judge_refusal(imap, program))


@rounds("cut-5", "cut-6")
def server_leaves_in_the_middle(client):
    imap = serve(client, "tea party")
    client.run_into_failure(imap.host, imap.port, *USER, "tea party")


def find(client, text):
    """One run of the program, and all that can be said about it."""
    imap = serve(client, text)
    before = inbox(imap)
    client.run(imap.host, imap.port, *USER, text,
               named=lambda program: judge(imap, program, text, before))
    client.printed("\n".join(lines_for(before, text)))
    for session in imap.sessions:
        if not session.finished:
            NO_LOGOUT.proved(at=session, direction="sent")


def serve(client, text):
    """A server with the practice mail of this seed, and some about `text`, read and unread."""
    rng, store = client.rng, mailbox.Mailboxes()
    store.found = {}                # what each message number meant before the first mail was removed
    validity, first_uid = rng.randrange(1, 10 ** 9), rng.randrange(200, 900)
    box = store.add("alice", "wonderland", mailbox.Mailbox(validity, first_uid))
    practice = [(each.data, each.flags) for each in mailbox.make(client.seed).boxes["alice"].messages()]
    letters = practice[1:-1] + [(practice[-1][0], ["\\Seen", "\\Deleted"])]
    if text != NOWHERE:
        for subject, flags in SUBJECTS:
            letters.append((about(subject.format(text, text.title(), rng.randrange(10, 99))), flags))
    first_word, rest = text.split(" ", 1)
    letters.append((about("%s %s, or %s?" % (rest, first_word, first_word)), ()))
    rng.shuffle(letters)
    for data, flags in practice[:1] + letters:
        box.deliver(data, ARRIVED, flags)
        box.skip_uids(rng.randrange(1, 9))
    return client.server(Watched, store=store)


def about(subject):
    return "Date: %s\nFrom: Mad Hatter <hatter@teaparty.example>\nSubject: %s\n\nSee you there :-)\n" % (
        date(ARRIVED), subject)


def inbox(imap):
    """[(uid, flags, subject)] of what is there now."""
    return [(each.uid, each.flags, readable(header(each.data, "Subject").strip()))
            for each in imap.store.boxes["alice"].messages()]


def lines_for(mails, text, seen=False):
    """What a right program prints; with `seen`, what it would print for the mail that has been read."""
    return ["%d %s" % (uid, subject) for uid, flags, subject in mails
            if ("\\Seen" in flags) == seen and text.lower() in subject.lower()]


# Judging, in the order in which it happened

def judge(imap, program, text, before):
    for session in imap.sessions:
        judge_search(session, text)
    for session in imap.sessions:
        judge_sets(session, dict(enumerate((uid for uid, _, _ in before), 1)))
        if session.marked:
            MARKED_READ.proved(at=session, offset=session.marked[0], item=session.marked[1])
    judge_mailbox(imap, before)
    if imap.sessions:
        judge_output(imap.sessions, program, text, before)


def judge_search(session, text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for said in session.commands:
        if said.verb.endswith("SEARCH") and said.reply.startswith("BAD"):
            if text in said.argument and '"%s"' % text not in said.argument and escaped == text:
                NOT_QUOTED.proved(at=session, offset=said.offset, text=text)
            if text in said.argument and escaped != text:
                NOT_ESCAPED.proved(at=session, offset=said.offset)


def judge_sets(session, uids):
    """Numbers and UIDs, taken for each other. uids: {number: uid}"""
    found = None
    for said in session.commands:
        numbers = set(map(int, re.findall(r"\d{1,9}", said.argument.split(" ")[0])))
        if said.verb.endswith("SEARCH"):
            found = said
        elif not found or not said.verb.endswith("FETCH"):
            continue
        elif said.reply.startswith("BAD") and not numbers:
            EMPTY_FETCH.proved(at=session, offset=said.offset)
        elif said.reply.startswith("BAD") and said.verb == "FETCH" and numbers <= set(uids.values()):
            UID_AS_NUMBER.proved(at=session, offset=said.offset, n=min(numbers))
        elif (found.verb, said.verb) == ("SEARCH", "UID FETCH") and numbers <= set(uids) - set(uids.values()):
            NUMBER_AS_UID.proved(at=session, offset=said.offset, n=min(numbers))


def judge_mailbox(imap, before):
    """Every mail must still be there, with its flags; but for the first, which somebody else has removed."""
    now = {uid: flags for uid, flags, _ in inbox(imap)}
    is_removed = any(uid not in now for uid, _, _ in before[1:])
    is_changed = any(now.get(uid, flags) != flags for uid, flags, _ in before)
    for session in imap.sessions:
        for said in session.commands:
            if is_removed and said.verb in ("CLOSE", "EXPUNGE") and said.reply.startswith("OK"):
                REMOVED.proved(at=session, offset=said.offset, verb=said.verb)
            if is_changed and said.verb.endswith("STORE") and said.reply.startswith("OK"):
                CHANGED.proved(at=session, offset=said.offset)


def judge_output(sessions, program, text, before):
    session = sessions[-1]
    wanted = lines_for(before, text)
    lines = program.stdout.decode("utf-8", "replace").splitlines()
    if lines == wanted:
        return
    if fails_at_a_bracket(session, program, wanted[:len(lines)] == lines != []) or (
            len(lines) == 2 * len(wanted) and lines[::2] == wanted):
        PARENTHESIS.proved(at=session, direction="received")
    for each in sessions:
        if each.moved:
            NUMBER.proved(at=each, offset=each.moved[0], n=each.moved[1])
    numbers = {str(uid): number for number, (uid, _, _) in enumerate(before, 1)}
    keys = [each.partition(" ") for each in wanted]
    if wanted and lines == ["%d %s" % (numbers[uid], subject) for uid, _, subject in keys]:
        NUMBER.proved(at=session, direction="received", n=lines[0].partition(" ")[0])
    for line in lines:
        if line in lines_for(before, text, seen=True):
            READ_TOO.proved(at=session, direction="received", uid=line.partition(" ")[0])
        if any(is_cut(line, each) for each in wanted):
            LITERAL_CUT.proved(at=session, direction="received")


def fails_at_a_bracket(session, program, began_well):
    """Whether the program failed as one does that takes b')' for a pair: it has one item, a number."""
    failure = program.crash.text if program.crash else program.stderr.decode("utf-8", "replace").strip()
    has_fetched = any(said.verb.endswith("FETCH") and "[" in said.argument for said in session.commands)
    return has_fetched and (re.search(r"(^|IndexError: )index out of range$", failure) is not None or (
        began_well and re.search(r"expected \d, got 1\)$|'int' object", failure) is not None))


def is_cut(line, whole):
    """Whether the line ends where a bracket closes within the whole one."""
    return line != whole and whole.startswith(line) and (
        line.endswith(")") or whole[len(line):].lstrip().startswith(")"))


def judge_refusal(imap, program):
    for session in imap.sessions:
        for said in session.commands:
            if said.verb in ("LOGIN", "AUTHENTICATE") and said.reply.startswith("NO") and program.code == 0:
                REFUSED.proved(at=session, offset=said.offset)

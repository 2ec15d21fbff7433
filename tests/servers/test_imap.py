"""IMAP: whole dialogues, every cut of input, several sessions on one mailbox, crowds and garbage."""
import random
import socket
import threading

import pytest

from bundle.servers.imap import IMAP
from bundle.servers.service import Service
from bundle.servers.stores import mailbox
from tests.servers.imap_talk import LOGIN, Client, play, say, small
from tests.servers.talking import replies_to

HELLO = "S: * OK netprog IMAP4rev1 server ready"
IN = HELLO + """
        C: a LOGIN alice wonderland
        S: a OK LOGIN completed"""
OPEN = IN + """
        C: b SELECT INBOX
        S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
        S: * 3 EXISTS
        S: * 3 RECENT
        S: * OK [UNSEEN 1] is the first that nobody has read
        S: * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] are what you may change
        S: * OK [UIDVALIDITY 2748] while it is this number, UIDs mean the same
        S: * OK [UIDNEXT 10] will be the next UID
        S: b OK [READ-WRITE] SELECT completed"""

DIALOGUES = {
    "a session like that of RFC 3501 section 8": OPEN + """
        C: c fetch 1 fast
        S: * 1 FETCH (FLAGS (\\Recent) INTERNALDATE "24-Feb-2006 09:00:00 +0000" RFC822.SIZE 66)
        S: c OK FETCH completed
        C: d fetch 1 body[header]
        S: * 1 FETCH (BODY[HEADER] {51}
        S: Subject: one
        S: From: Hatter <hatter@tea.example>
        S:
        S:  FLAGS (\\Seen \\Recent))
        S: d OK FETCH completed
        C: e store 1 +flags \\deleted
        S: * 1 FETCH (FLAGS (\\Deleted \\Seen \\Recent))
        S: e OK STORE completed
        C: f logout
        S: * BYE goodbye
        S: f OK LOGOUT completed""",
    "a literal may hold anything, brackets too; UID forms say the UID": OPEN + """
        C: c UID FETCH 7 BODY.PEEK[TEXT]
        S: * 1 FETCH (UID 7 BODY[TEXT] {15}
        S: first
        S: last )
        S: )
        S: c OK UID FETCH completed
        C: d UID FETCH 7 (UID FLAGS)
        S: * 1 FETCH (UID 7 FLAGS (\\Recent))
        S: d OK UID FETCH completed
        C: e UID FETCH 1:6,55 FLAGS
        S: e OK UID FETCH completed
        C: f UID FETCH 55:* UID
        S: * 3 FETCH (UID 9)
        S: f OK UID FETCH completed""",
    "literals in commands: announced, or sent without waiting": HELLO + """
        C: a LOGIN {5}
        S: + send the literal
        C: alice {10}
        S: + send the literal
        C: wonderland
        S: a OK LOGIN completed
        C: b EXAMINE {5+}
        C: INBOX
        S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
        S: * 3 EXISTS
        S: * 3 RECENT
        S: * OK [UNSEEN 1] is the first that nobody has read
        S: * OK [PERMANENTFLAGS ()] are what you may change
        S: * OK [UIDVALIDITY 2748] while it is this number, UIDs mean the same
        S: * OK [UIDNEXT 10] will be the next UID
        S: b OK [READ-ONLY] EXAMINE completed
        C: c SEARCH SUBJECT {3}
        S: + send the literal
        C: ONE
        S: * SEARCH 1
        S: c OK SEARCH completed""",
    "a mailbox that was opened to look only does not change": IN + """
        C: b EXAMINE inbox
        S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
        S: * 3 EXISTS
        S: * 3 RECENT
        S: * OK [UNSEEN 1] is the first that nobody has read
        S: * OK [PERMANENTFLAGS ()] are what you may change
        S: * OK [UIDVALIDITY 2748] while it is this number, UIDs mean the same
        S: * OK [UIDNEXT 10] will be the next UID
        S: b OK [READ-ONLY] EXAMINE completed
        C: c FETCH 1 RFC822.TEXT
        S: * 1 FETCH (RFC822.TEXT {15}
        S: first
        S: last )
        S: )
        S: c OK FETCH completed
        C: d FETCH 1 FLAGS
        S: * 1 FETCH (FLAGS (\\Recent))
        S: d OK FETCH completed
        C: e STORE 1 +FLAGS (\\Seen)
        S: e NO you have opened the mailbox with EXAMINE, to look only
        C: f EXPUNGE
        S: f NO you have opened the mailbox with EXAMINE, to look only
        C: g CLOSE
        S: g OK CLOSE completed
        C: h FETCH 1 FLAGS
        S: h BAD open a mailbox first""",
    "STORE: add, take away, replace, without a word; keywords": OPEN + """
        C: c STORE 1:2 +FLAGS (\\Flagged $Later)
        S: * 1 FETCH (FLAGS ($Later \\Flagged \\Recent))
        S: * 2 FETCH (FLAGS ($Later \\Flagged \\Seen \\Recent))
        S: c OK STORE completed
        C: d UID STORE 8 -FLAGS \\seen $Later
        S: * 2 FETCH (FLAGS (\\Flagged \\Recent) UID 8)
        S: d OK UID STORE completed
        C: e STORE 1 FLAGS.SILENT ()
        S: e OK STORE completed
        C: f FETCH 1:2 FLAGS
        S: * 1 FETCH (FLAGS (\\Recent))
        S: * 2 FETCH (FLAGS (\\Flagged \\Recent))
        S: f OK FETCH completed
        C: g STORE 1 FLAGS (\\Recent)
        S: g BAD there is no flag \\Recent that a client may set
        C: h STORE 4 FLAGS (\\Seen)
        S: h BAD there is no such message number, only 3 messages""",
    "EXPUNGE: each one changes the numbers of the next": OPEN + """
        C: c STORE 1,3 +FLAGS.SILENT (\\Deleted)
        S: c OK STORE completed
        C: d EXPUNGE
        S: * 1 EXPUNGE
        S: * 2 EXPUNGE
        S: d OK EXPUNGE completed
        C: e FETCH * UID
        S: * 1 FETCH (UID 8)
        S: e OK FETCH completed
        C: f STORE 1 +FLAGS.SILENT (\\Deleted)
        S: f OK STORE completed
        C: g CLOSE
        S: g OK CLOSE completed
        C: h STATUS INBOX (MESSAGES RECENT UNSEEN UIDNEXT UIDVALIDITY)
        S: * STATUS INBOX (MESSAGES 0 RECENT 0 UNSEEN 0 UIDNEXT 10 UIDVALIDITY 2748)
        S: h OK STATUS completed
        C: i FETCH 1 UID
        S: i BAD open a mailbox first""",
    "UID EXPUNGE removes only what it names": OPEN + """
        C: c STORE 1:2 +FLAGS.SILENT (\\Deleted)
        S: c OK STORE completed
        C: d UID EXPUNGE 8:*
        S: * 2 EXPUNGE
        S: d OK UID EXPUNGE completed
        C: e UID FETCH 1:* FLAGS
        S: * 1 FETCH (UID 7 FLAGS (\\Deleted \\Recent))
        S: * 2 FETCH (UID 9 FLAGS (\\Recent))
        S: e OK UID FETCH completed
        C: f UID COPY 8 INBOX
        S: f OK UID COPY completed""",
    "UNSELECT removes nothing": OPEN + """
        C: c STORE 1 +FLAGS.SILENT (\\Deleted)
        S: c OK STORE completed
        C: d UNSELECT
        S: d OK UNSELECT completed
        C: e STATUS INBOX (MESSAGES)
        S: * STATUS INBOX (MESSAGES 3)
        S: e OK STATUS completed""",
    "APPEND and COPY": OPEN + """
        C: c APPEND Drafts {15}
        S: + send the literal
        C: Subject: x
        C:
        C:
        S: c NO [TRYCREATE] there is no such mailbox
        C: d COPY 1 Drafts
        S: d NO [TRYCREATE] there is no such mailbox
        C: e CREATE Drafts
        S: e OK CREATE completed
        C: f APPEND Drafts (\\Seen X) " 1-Feb-1994 21:52:25 -0800" {15+}
        C: Subject: x
        C:
        C:
        S: f OK [APPENDUID 2749 1] APPEND completed
        C: g UID COPY 7,9 Drafts
        S: g OK [COPYUID 2749 7,9 2:3] COPY completed
        C: h SELECT Drafts
        S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft X)
        S: * 3 EXISTS
        S: * 3 RECENT
        S: * OK [UNSEEN 2] is the first that nobody has read
        S: * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft X \\*)] are what you may change
        S: * OK [UIDVALIDITY 2749] while it is this number, UIDs mean the same
        S: * OK [UIDNEXT 4] will be the next UID
        S: h OK [READ-WRITE] SELECT completed
        C: i FETCH 1:* FAST
        S: * 1 FETCH (FLAGS (X \\Seen \\Recent) INTERNALDATE "02-Feb-1994 05:52:25 +0000" RFC822.SIZE 16)
        S: * 2 FETCH (FLAGS (\\Recent) INTERNALDATE "24-Feb-2006 09:00:00 +0000" RFC822.SIZE 66)
        S: * 3 FETCH (FLAGS (\\Recent) INTERNALDATE "26-Feb-2006 09:00:00 +0000" RFC822.SIZE 58)
        S: i OK FETCH completed""",
    "mailboxes: made, listed, renamed, deleted": IN + """
        C: a LIST "" ""
        S: * LIST (\\Noselect) "/" ""
        S: a OK LIST completed
        C: b CREATE "Tea parties/2006/"
        S: b OK CREATE completed
        C: c CREATE inbox
        S: c NO there is a mailbox of that name
        C: d LIST "" *
        S: * LIST () "/" INBOX
        S: * LIST () "/" "Tea parties"
        S: * LIST () "/" "Tea parties/2006"
        S: d OK LIST completed
        C: e LIST "" %
        S: * LIST () "/" INBOX
        S: * LIST () "/" "Tea parties"
        S: e OK LIST completed
        C: f LIST "Tea parties/" "%"
        S: * LIST () "/" "Tea parties/2006"
        S: f OK LIST completed
        C: g DELETE "Tea parties"
        S: g OK DELETE completed
        C: h LIST "" T*
        S: * LIST (\\Noselect) "/" "Tea parties"
        S: * LIST () "/" "Tea parties/2006"
        S: h OK LIST completed
        C: i SELECT "Tea parties"
        S: i NO there is no such mailbox
        C: j RENAME "Tea parties" NIL
        S: j OK RENAME completed
        C: k LIST "" *
        S: * LIST () "/" INBOX
        S: * LIST (\\Noselect) "/" "NIL"
        S: * LIST () "/" NIL/2006
        S: k OK LIST completed
        C: l DELETE INBOX
        S: l NO INBOX is always there""",
    "RENAME INBOX moves the messages, which get other UIDs": IN + """
        C: b RENAME INBOX old-mail
        S: b OK RENAME completed
        C: c STATUS old-mail (MESSAGES UIDNEXT UNSEEN)
        S: * STATUS old-mail (MESSAGES 3 UIDNEXT 4 UNSEEN 2)
        S: c OK STATUS completed
        C: d STATUS Inbox (MESSAGES)
        S: * STATUS INBOX (MESSAGES 0)
        S: d OK STATUS completed""",
    "subscriptions live longer than mailboxes": IN + """
        C: b SUBSCRIBE tea/party
        S: b OK SUBSCRIBE completed
        C: c LSUB "" *
        S: * LSUB () "/" INBOX
        S: * LSUB () "/" tea/party
        S: c OK LSUB completed
        C: d LSUB "" %
        S: * LSUB () "/" INBOX
        S: * LSUB (\\Noselect) "/" tea
        S: d OK LSUB completed
        C: e UNSUBSCRIBE tea/party
        S: e OK UNSUBSCRIBE completed
        C: f UNSUBSCRIBE tea/party
        S: f NO you are not subscribed to it""",
    "logging in by AUTHENTICATE PLAIN": HELLO + """
        C: a AUTHENTICATE PLAIN
        S: +
        C: AGFsaWNlAHdvbmRlcmxhbmQ=
        S: a OK AUTHENTICATE completed
        C: b AUTHENTICATE PLAIN
        S: b BAD you are logged in already""",
    "… in one line, after some mistakes": HELLO + """
        C: a AUTHENTICATE GSSAPI
        S: a NO I know PLAIN
        C: b AUTHENTICATE PLAIN
        S: +
        C: *
        S: b BAD that is no base64 of user and password
        C: c AUTHENTICATE PLAIN AGFsaWNlAA==
        S: c NO no such user, or another password
        C: d AUTHENTICATE PLAIN cmFiYml0AGFsaWNlAHdvbmRlcmxhbmQ=
        S: d NO you may act as nobody but yourself
        C: e LOGIN rabbit "tea time"
        S: e OK LOGIN completed
        C: f SELECT INBOX
        S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
        S: * 0 EXISTS
        S: * 0 RECENT
        S: * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] are what you may change
        S: * OK [UIDVALIDITY 1] while it is this number, UIDs mean the same
        S: * OK [UIDNEXT 1] will be the next UID
        S: f OK [READ-WRITE] SELECT completed
        C: g SEARCH ALL
        S: * SEARCH
        S: g OK SEARCH completed
        C: h FETCH * FLAGS
        S: h BAD there is no such message number, only 0 messages
        C: i UID FETCH * FLAGS
        S: i OK UID FETCH completed""",
    "what it can do, before and after login": HELLO + """
        C: a CAPABILITY
        S: * CAPABILITY IMAP4rev1 LITERAL+ UIDPLUS IDLE UNSELECT SASL-IR AUTH=PLAIN
        S: a OK CAPABILITY completed
        C: b STARTTLS
        S: b BAD I offer no TLS
        C: c LOGIN alice wonderland
        S: c OK LOGIN completed
        C: d CAPABILITY
        S: * CAPABILITY IMAP4rev1 LITERAL+ UIDPLUS IDLE UNSELECT
        S: d OK CAPABILITY completed""",
    "commands that are none": HELLO + """
        C: a
        S: a BAD expected ' ' at byte 2
        C:
        S: * BAD expected a tag at byte 1
        C: + NOOP
        S: * BAD expected a tag at byte 1
        C: a DANCE
        S: a BAD I do not know that command
        C: b UID NOOP
        S: b BAD I do not know that command
        C: c NOOP 1
        S: c BAD expected nothing more at byte 7
        C: d  NOOP
        S: d BAD expected a word at byte 3
        C: e LOGIN alice
        S: e BAD expected ' ' at byte 14
        C: f LOGIN alice "wonder
        S: f BAD expected a quoted string of ASCII, with \\" for a quote in it at byte 15
        C: g SELECT INBOX
        S: g BAD log in first
        C: h LOGIN alice {99999}
        S: h BAD that literal is too long
        C: i NOOP
        S: i OK NOOP completed""",
    "a mailbox must be there": IN + """
        C: a SELECT nowhere
        S: a NO there is no such mailbox
        C: b STATUS nowhere (MESSAGES)
        S: b NO there is no such mailbox
        C: c DELETE nowhere
        S: c NO there is no such mailbox
        C: d RENAME nowhere somewhere
        S: d NO there is no such mailbox
        C: e CREATE a//b
        S: e NO that is no name for a mailbox
        C: f CREATE "a*"
        S: f NO that is no name for a mailbox
        C: g STATUS INBOX (FUN)
        S: g BAD there is no item FUN
        C: h STATUS INBOX ()
        S: h BAD expected a word at byte 17""",
    "a SELECT that fails leaves no mailbox open": OPEN + """
        C: c SELECT nowhere
        S: c NO there is no such mailbox
        C: d FETCH 1 FLAGS
        S: d BAD open a mailbox first""",
    "only in strings in quotes a space is part of the string": OPEN + """
        C: c SEARCH SUBJECT one two
        S: c BAD there is no search key TWO; a string that holds a space stands in quotes
        C: d SEARCH SUBJECT "one two"
        S: * SEARCH
        S: d OK SEARCH completed
        C: e SEARCH CHARSET KOI8-R SUBJECT one
        S: e NO [BADCHARSET (US-ASCII UTF-8)] write in one of these""",
}


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=list(DIALOGUES))
def test_dialogue(dialogue):
    said, wanted, _ = play(small(), dialogue)
    assert said == wanted


def test_what_was_said_is_there_for_a_check():
    session = play(small(), DIALOGUES["a literal may hold anything, brackets too; UID forms say the UID"])[2]
    said = session.commands[2]
    assert (said.verb, said.argument) == ("UID FETCH", "7 BODY.PEEK[TEXT]")
    assert said.reply == "OK UID FETCH completed"
    assert said.offset == len("a LOGIN alice wonderland\r\nb SELECT INBOX\r\n")


PIPELINED = (b'a LOGIN {5+}\r\nalice "wonderland"\r\nb SELECT "INBOX"\r\n'
             b"c UID SEARCH SUBJECT {3}\r\none\r\n"
             b"d APPEND INBOX (\\Seen) {17+}\r\nSubject: x\r\n\r\n{5}\r\n"
             b"e FETCH 4 BODY[TEXT]\r\nf LOGOUT\r\n")


@pytest.mark.parametrize("cut", range(1, len(PIPELINED)), ids=lambda cut: "cut at %d" % cut)
def test_input_means_the_same_wherever_it_is_cut(cut):
    whole = replies_to(IMAP, small(), [PIPELINED])
    assert replies_to(IMAP, small(), [PIPELINED[:cut], PIPELINED[cut:]]) == whole
    assert b"* 4 FETCH (BODY[TEXT] {5}\r\n{5}\r\n)" in whole and whole.endswith(b"f OK LOGOUT completed\r\n")


@pytest.mark.parametrize("cut", range(len(PIPELINED)), ids=lambda cut: "gone after %d" % cut)
def test_a_client_may_vanish_anywhere_and_what_was_not_sent_is_not_done(cut):
    store = small()
    replies_to(IMAP, store, [PIPELINED[:cut]])
    arrived = PIPELINED.index(b"e FETCH")
    assert len(store.boxes["alice"].messages()) == (4 if cut >= arrived else 3)


# Several sessions on one mailbox (RFC 3501 sections 5.2 and 7.4.1)

@pytest.fixture
def service():
    with Service(IMAP, small()) as service:
        yield service


def opened(service, verb="SELECT"):
    return Client(service, "LOGIN alice wonderland", verb + " INBOX")


@pytest.mark.parametrize("command, told_at_once", [
    ("NOOP", True), ("CHECK", True), ("UID FETCH 9 UID", True), ("UID SEARCH ALL", True),
    ("COPY 3 INBOX", True), ("STATUS INBOX (UIDNEXT)", True),
    ("FETCH 3 UID", False), ("SEARCH ALL", False), ("STORE 3 +FLAGS (\\Seen)", False),
])
def test_a_message_keeps_its_number_until_expunge_may_be_told(service, command, told_at_once):
    with opened(service) as one, opened(service) as other:
        other.ask("STORE 1 +FLAGS (\\Deleted)")
        assert "* 1 EXPUNGE" in other.ask("EXPUNGE")
        assert one.ask("FETCH 2 (UID)")[0] == "* 2 FETCH (UID 8)"
        assert ("* 1 EXPUNGE" in one.ask(command)) == told_at_once
        number = 1 if told_at_once else 2
        assert one.ask("FETCH %d (UID)" % number)[0] == "* %d FETCH (UID 8)" % number
        if not told_at_once:
            assert "* 1 EXPUNGE" in one.ask("NOOP")
            assert one.ask("FETCH 1 (UID)")[0] == "* 1 FETCH (UID 8)"


def test_what_is_not_told_yet_can_still_be_fetched(service):
    with opened(service) as one:
        service.store.boxes["alice"].remove([7])
        assert one.ask("FETCH 1 BODY.PEEK[HEADER]")[1] == "Subject: one"
        assert one.ask("UID FETCH 7 BODY.PEEK[HEADER]")[-2:] == ["* 1 EXPUNGE", "t OK UID FETCH completed"]
        assert one.ask("UID FETCH 7 UID") == ["t OK UID FETCH completed"]


def test_new_mail_and_new_flags_are_told_with_the_next_command(service):
    box = service.store.boxes["alice"]
    with opened(service) as one, opened(service) as other:
        box.deliver("Subject: four\n\n")
        assert one.ask("FETCH 3 UID")[:-1] == ["* 3 FETCH (UID 9)", "* 4 EXISTS", "* 4 RECENT"]
        assert other.ask("NOOP") == ["* 4 EXISTS", "* 0 RECENT", "t OK NOOP completed"]
        other.ask("STORE 4 FLAGS.SILENT (\\Flagged)")
        assert one.ask("NOOP") == ["* 4 FETCH (FLAGS (\\Flagged \\Recent))", "t OK NOOP completed"]
        assert one.ask("NOOP") == other.ask("NOOP") == ["t OK NOOP completed"]


def test_recent_is_what_no_session_knew_before(service):
    with opened(service, "EXAMINE") as looking, opened(service) as first, opened(service) as second:
        assert [client.ask("SEARCH RECENT")[0] for client in (looking, first, second)] == [
            "* SEARCH 1 2 3", "* SEARCH 1 2 3", "* SEARCH"]


def test_a_mailbox_that_is_deleted_while_it_is_open_can_be_read_on(service):
    with opened(service) as one, Client(service, "LOGIN alice wonderland") as other:
        one.ask("CREATE box"), one.ask("COPY 1:* box"), one.ask("SELECT box")
        assert other.ask("DELETE box") == ["t OK DELETE completed"]
        assert one.ask("FETCH 2 UID") == ["* 2 FETCH (UID 2)", "t OK FETCH completed"]
        assert other.ask("CREATE box") == ["t OK CREATE completed"]
        assert other.ask("STATUS box (MESSAGES UIDVALIDITY)")[0].endswith("(MESSAGES 0 UIDVALIDITY 2750)")


def test_idle_tells_what_happens_as_it_happens(service):
    box = service.store.boxes["alice"]
    with opened(service) as one:
        one.send("t IDLE")
        assert one.line() == "+ idling"
        box.deliver("Subject: four\n\n")
        assert [one.line(), one.line()] == ["* 4 EXISTS", "* 4 RECENT"]
        box.remove([7])
        assert one.line() == "* 1 EXPUNGE"
        box.flag(box.messages()[0], lambda flags: {"\\Flagged"})
        assert one.line() == "* 1 FETCH (FLAGS (\\Flagged \\Recent))"
        one.send("done")
        assert one.line() == "t OK IDLE completed"
        one.send("t IDLE\r\nNOOP")
        assert [one.line(), one.line()] == ["+ idling", "t BAD expected DONE"]


def test_idle_ends_with_its_client_and_with_its_service(service):
    with opened(service) as one:
        one.send("t IDLE")
        one.line()
    assert service.settle(20)
    with opened(service) as one:
        one.send("t IDLE")
        one.line()
        service.close()
        assert not [thread for thread in threading.enumerate() if thread.name == "idle"]


# Crowds and garbage

def test_fifty_clients_at_once():
    store, failures, together = small(), [], threading.Barrier(50)
    lines = b"Subject: from %02d\r\n\r\n" + b"tea ) for two {3}\r\n" * 50

    def visit(number):
        try:
            with Client(service, "LOGIN alice wonderland") as client:
                together.wait(30)
                message = lines % number
                client.sock.sendall(b"t APPEND INBOX {%d+}\r\n" % len(message) + message + b"\r\n")
                assert client.line().startswith("t OK [APPENDUID")
                client.ask("SELECT INBOX")
                uid = client.ask('UID SEARCH SUBJECT "from %02d"' % number)[0].split()[2]
                got = client.ask("UID FETCH %s BODY.PEEK[]" % uid)
                assert message.decode().split("\r\n")[:-1] == got[1:got.index(")")]
        except Exception as problem:
            failures.append((number, problem))

    with Service(IMAP, store) as service:
        threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert sorted(m.data for m in store.boxes["alice"].messages()[3:]) == sorted(lines % n for n in range(50))


WRONG_ARGUMENTS = (
    "", " ", "0", "-1", "x", "1 x", "1:", "1:0", "*", "4", "1,,2", "99999999999", "(", ")", "1 (", "1 ()",
    "1 BODY[", "1 BODY[0]", "1 BODY[]<0>", "1 BODY[]<1.0>", "1 BODY[MIME]", "1 BODY[1.2.]", "1 (FLAGS",
    "1 BODY[HEADER.FIELDS]", "1 BODY[HEADER.FIELDS ()]",
    "1 FLAGS (\\Recent)", "1 FLAGS (\\", "1 FLAGS", "1 FLAGS \\Seen x)",
    "é", "\"é\"", "%s%n", "\t", "a" * 8000, "\"" + "\\" * 100, "INBOX (", "INBOX {0}x", "INBOX (\\Bad) {1+}",
    "{1}", "{1+}", "{4294967296}", "INBOX \"99-Feb-2006 00:00:00 +0000\" {1+}", "BEFORE 31-Feb-2006",
    "OR ALL", "NOT", "NOT " * 200 + "ALL", "(" * 500 + "ALL" + ")" * 500, "CHARSET", "CHARSET X ALL",
    "UID 0", "HEADER x", "KEYWORD \\x", "PLAIN ====", "PLAIN \0", b"\xff\xfe", b"\0", b"{3+}\r\na\0b",
)


@pytest.mark.parametrize("state", ["before login", "after login", "with a mailbox open"])
@pytest.mark.parametrize("verb", sorted(set(IMAP.COMMANDS) - {"LOGOUT"}))
def test_every_command_with_every_wrong_argument_gets_one_status_line(verb, state):
    before = {"before login": (), "after login": (LOGIN,)}.get(state, (LOGIN, "b SELECT INBOX"))
    for argument in WRONG_ARGUMENTS:
        argument = argument if isinstance(argument, bytes) else argument.encode()
        replies = say(small(), *before, b"w " + verb.encode() + b" " + argument, "", "z LOGOUT")
        status = [line for line in replies if line.startswith("w ")]
        assert len(status) == 1 and status[0][2:].split()[0] in ("OK", "NO", "BAD"), (argument, replies)
        assert replies[-2:] == ["* BYE goodbye", "z OK LOGOUT completed"], (argument, replies)


def test_random_bytes_never_end_in_a_traceback(monkeypatch):
    died = []
    monkeypatch.setattr(threading, "excepthook", died.append)
    seed = random.randrange(10 ** 6)
    print("seed", seed)
    rng = random.Random(seed)
    store = small()
    words = [verb.encode() for verb in IMAP.COMMANDS]
    words += [b"\r\n", b"\n", b" ", b"1", b"1:*", b"alice", b"INBOX", b"(", b")", b"{3}\r\n", b"{3+}\r\n",
              b"BODY[", b"]", b'"', b"\\", b"\\Seen", b"+FLAGS", b"ALL", b"SUBJECT", b"NOT", b"\0", b"\xff",
              b"a7 ", b"\r\nb3 "]
    with Service(IMAP, store) as service:
        for _ in range(40):
            with socket.create_connection((service.host, service.port)) as client:
                if rng.randrange(3):
                    client.sendall(b"a LOGIN alice wonderland\r\nb SELECT INBOX\r\n")
                for _ in range(rng.randrange(1, 60)):
                    word = words[rng.randrange(len(words))]
                    garbage = bytes(rng.randrange(256) for _ in range(40))
                    client.sendall(word if rng.randrange(5) else garbage)
        assert service.settle(20)
    assert died == []


@pytest.mark.parametrize("start, replies", [
    (b"", b"* BAD that line is longer than 8192 bytes\r\n"),
    (b"a LOGIN alice {4194304+}\r\n", b"a BAD that literal is too long\r\n"),
    (b"a LOGIN alice wonderland\r\nb APPEND INBOX {9000000}\r\n",
     b"a OK LOGIN completed\r\nb NO that literal is too long\r\n"
     b"* BAD that line is longer than 8192 bytes\r\n"),
], ids=["a line without an end", "a literal that nobody waited for", "a literal that was refused, and sent"])
def test_what_is_too_long_is_thrown_away_and_the_conversation_goes_on(start, replies):
    with Service(IMAP, small()) as service:
        with socket.create_connection((service.host, service.port)) as client:
            client.sendall(start)
            for _ in range(64):
                client.sendall(b"x" * 65536)
            client.sendall(b"\r\nz LOGOUT\r\n")
            with client.makefile("rb") as file:
                said = file.read().partition(b"\r\n")[2]
    assert said == replies + b"* BYE goodbye\r\nz OK LOGOUT completed\r\n"


def test_a_message_may_be_as_big_as_is_said_and_no_bigger():
    store = small()
    for size, status in ((4 * 1024 * 1024, b"t OK"), (4 * 1024 * 1024 + 9000, b"t NO")):
        pieces = [b"a LOGIN alice wonderland\r\nt APPEND INBOX {%d+}\r\n" % size, b"y" * size, b"\r\n"]
        assert status in replies_to(IMAP, store, pieces)
    assert [len(message.data) for message in store.boxes["alice"].messages()[3:]] == [4 * 1024 * 1024 + 2]


def test_a_mailbox_that_has_no_room_takes_nothing():
    store = mailbox.make(0)
    replies = say(store, "a LOGIN dormouse treacle", "b APPEND INBOX {4+}", "x: y")
    assert replies[1] == "b NO there is no room for so much mail"
    assert store.boxes["dormouse"].messages() == []


def test_so_many_keywords_and_no_more():
    words = " ".join("word%d" % number for number in range(65))
    replies = say(small(), LOGIN, "b SELECT INBOX", "c STORE 1 FLAGS (%s)" % words,
                  "d STORE 1 FLAGS.SILENT (%s)" % words[:-7])
    assert replies[-2:] == ["c NO there are 64 keywords; that is enough", "d OK STORE completed"]

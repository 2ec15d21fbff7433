"""SEARCH: every key of RFC 3501 section 6.4.4, on mail that each of them tells apart."""
import pytest

from bundle.servers.stores import mailbox
from tests.servers.imap_talk import LOGIN, say

DAY = 86400


def store():
    store = mailbox.Mailboxes()
    box = store.add("alice", "wonderland", mailbox.Mailbox(1, 10))
    box.deliver("Subject: Tea at five\nFrom: Hatter <hatter@tea.example>\nTo: alice@w.example\n"
                "Cc: hare@tea.example\n"
                "Date: Thu, 23 Feb 2006 23:30:00 -0800\n\nMilk (or lemon?)\n", 36524 * DAY // 4, ["\\Seen"])
    box.deliver("Subject: =?utf-8?q?Caf=C3=A9?= (at noon)\n"
                "From: =?iso-8859-1?q?J=FCrgen?= <j@rhein.example>\n"
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                "R3LDvMOfZSBhdXMgS8O2bG4=\n", 13204 * DAY, ["\\Flagged", "$Later"])
    box.deliver("Subject:\nBcc: rabbit@w.example\nX-Mood: curious\n  and curiouser\nDate: nonsense\n"
                "Content-Type: multipart/mixed; boundary=x\n\n"
                "--x\nContent-Type: text/plain; charset=iso-8859-1\n"
                "Content-Transfer-Encoding: quoted-printable\n\nr=E9sum=E9 50=25\n"
                "--x\nContent-Type: image/png\n\n"
                "five\n--x--\n", 13205 * DAY + 80000, ["\\Answered", "\\Draft", "\\Deleted"])
    return store


@pytest.mark.parametrize("keys, found", [
    ("ALL", "1 2 3"), ("1", "1"), ("2:*", "2 3"), ("*", "3"), ("3,1", "1 3"), ("*:2", "2 3"),
    ("UID 11", "2"), ("UID 10:11,99", "1 2"), ("UID 99:*", "3"), ("UID 99", ""),
    ("SEEN", "1"), ("UNSEEN", "2 3"), ("FLAGGED", "2"), ("UNFLAGGED", "1 3"), ("ANSWERED", "3"),
    ("UNANSWERED", "1 2"),
    ("DELETED", "3"), ("UNDELETED", "1 2"), ("DRAFT", "3"), ("UNDRAFT", "1 2"), ("RECENT", "1 2 3"),
    ("OLD", ""),
    ("NEW", "2 3"), ("KEYWORD $Later", "2"), ("KEYWORD $later", "2"), ("UNKEYWORD $Later", "1 3"),
    ("SUBJECT tea", "1"), ('SUBJECT "AT FIVE"', "1"), ("SUBJECT at", "1 2"), ('SUBJECT "(at noon)"', "2"),
    ('SUBJECT "" SEEN', "1"), ("SUBJECT {5+}\r\nCafé", "2"), ("CHARSET UTF-8 SUBJECT {5+}\r\nCAFÉ", "2"),
    ("CHARSET us-ascii SUBJECT tea", "1"), ("SUBJECT utf-8", ""),
    ("FROM hatter", "1"), ("FROM {7+}\r\nJürgen", "2"), ("TO alice", "1"), ("CC hare", "1"),
    ("BCC rabbit", "3"),
    ("HEADER X-Mood curiouser", "3"), ('HEADER x-mood ""', "3"), ('HEADER Cc ""', "1"),
    ('HEADER Nothing ""', ""),
    ("BODY lemon", "1"), ("BODY {7+}\r\ngrüße", "2"), ("BODY {8+}\r\nRÉSUMÉ", "3"), ('BODY "50%"', "3"),
    ("BODY five", ""),
    ("BODY tea", ""), ("TEXT tea", "1"), ("TEXT mood", "3"), ("TEXT image/png", "3"),
    ('TEXT "curious and"', ""),
    ("LARGER 196", "2 3"), ("LARGER 197", "3"), ("SMALLER 197", "1"), ("SMALLER 198", "1 2"),
    ("SMALLER 0", ""),
    ("BEFORE 25-Feb-2006", "1"), ("ON 25-Feb-2006", "2"), ("SINCE 25-Feb-2006", "2 3"),
    ("SINCE 26-Feb-2006", "3"),
    ('ON "25-feb-2006"', "2"), ("SENTBEFORE 24-Feb-2006", "1"), ("SENTON 23-Feb-2006", "1"),
    ("SENTSINCE 23-Feb-2006", "1"),
    ("SENTSINCE 24-Feb-2006", ""), ("SENTBEFORE 23-Feb-2006", ""),
    ("NOT SEEN", "2 3"), ("NOT NOT SEEN", "1"), ("OR SEEN FLAGGED", "1 2"),
    ("OR SEEN OR FLAGGED DRAFT", "1 2 3"),
    ("(UNSEEN FLAGGED)", "2"), ("NOT (UNSEEN FLAGGED)", "1 3"), ("UNSEEN NOT FLAGGED 1:3", "3"),
    ("((2))", "2"),
    ("OR (SEEN FLAGGED) (DRAFT ANSWERED)", "3"),
])
def test_key(keys, found):
    replies = say(store(), LOGIN, "b SELECT INBOX", ("c SEARCH " + keys).encode())
    assert replies[-2:] == [("* SEARCH " + found).rstrip(), "c OK SEARCH completed"]


def test_the_uid_form_answers_with_uids():
    replies = say(store(), LOGIN, "b SELECT INBOX", "c UID SEARCH 2:3")
    assert replies[-2:] == ["* SEARCH 11 12", "c OK UID SEARCH completed"]


@pytest.mark.parametrize("keys, status", [
    ("", "BAD expected ' ' at byte 9"), (" ", "BAD expected a word at byte 10"),
    (" 4", "BAD there is no such message number"),
    (" SUBJECT", "BAD expected ' '"), (" SUBJECT two words", "BAD there is no search key WORDS"),
    (" (ALL", "BAD"),
    (" ALL)", "BAD"), (" OR ALL", "BAD"), (" NOT", "BAD"), (" ALL ", "BAD"),
    (" ON 31-Feb-2006", "BAD there is no such date"),
    (" ON yesterday", "BAD expected a date"), (" KEYWORD \\Nothing", "BAD"),
    (" LARGER x", "BAD expected a number"),
    (" LARGER 4294967296", "BAD a number has 32 bits"),
    (" SUBJECT {2+}\r\n\xff\xff", "BAD that string is not UTF-8"),
    (" CHARSET LATIN-1 ALL", "NO [BADCHARSET (US-ASCII UTF-8)]"), (" CHARSET UTF-8", "BAD"), (" 0", "BAD"),
    (" 1:", "BAD"),
    (" " + "NOT " * 60 + "ALL", "BAD those are too many search keys"),
    (" " + "ALL " * 1001 + "ALL", "BAD those are too many"),
])
def test_keys_that_are_none(keys, status):
    replies = say(store(), LOGIN, "b SELECT INBOX", ("c SEARCH" + keys).encode("latin-1"))
    assert replies[-1].startswith("c " + status)


@pytest.mark.parametrize("headers", [
    "Subject: =?nonsense?q?x?=", "Subject: =?utf-8?b?A?=", "Subject: =?utf-8?q?=FF?=",
    "Subject: =?utf-8?x?y?=", "Subject: \xff",
    "Date: 99 Foo 2006", "Date: , , ,", "Date:", "Content-Type: text/plain; charset=\"nonsense\0\"",
    "Content-Type: text/plain; charset=hex",
    "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
])
def test_mail_that_is_written_wrongly_is_searched_all_the_same(headers):
    store = mailbox.Mailboxes()
    store.add("alice", "wonderland", mailbox.Mailbox(1)).deliver(headers.encode("latin-1") + b"\n\n=ZZ A\n")
    for key in ("SUBJECT x", "FROM x", "BODY x", "TEXT x", "SENTON 1-Jan-2006", "SENTBEFORE 1-Jan-2006"):
        replies = say(store, LOGIN, "b SELECT INBOX", "c SEARCH NOT " + key)
        assert replies[-1] == "c OK SEARCH completed"

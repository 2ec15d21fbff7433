"""The mailboxes: the same content on every Python, believable mail, identities that last, and the lock."""
import email
import email.policy
import hashlib
import threading
from email.header import decode_header, make_header

import pytest

from bundle.servers.stores import mailbox, sample_mail
from bundle.servers.stores.letters import crlf, date, head_and_body, header

SEEDS = range(40)


def alices(seed):
    return mailbox.make(seed).boxes["alice"]


@pytest.mark.parametrize("seed, digest", [
    (0, "6777f1a40920648e"),
    (1, "b570ac6d641a6be5"),
    (90210, "021b7a19be1fb3c7"),
])
def test_a_seed_makes_the_same_bytes_on_every_python(seed, digest):
    everything = b"".join(
        ("%d %s %d %s\n" % (m.uid, m.unique_id, m.arrived, sorted(m.flags))).encode() + m.data
        for m in alices(seed).messages())
    assert hashlib.sha256(everything).hexdigest()[:16] == digest


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mailbox_has_each_kind_of_trouble(seed):
    messages = [m.data for m in alices(seed).messages()]
    bodies = [head_and_body(data)[1] for data in messages]
    subjects = [header(data, "Subject") for data in messages]
    lines = [line for data in messages for line in data.split(b"\r\n")]
    assert len(messages) == len(sample_mail.KINDS)
    assert any(b"\r\n.\r\n" in body for body in bodies)                  # a line that is a lone dot
    assert any(body.startswith(b".") for body in bodies)                 # a dot right after the headers
    assert any(body.endswith(b"\r\n.\r\n") for body in bodies)           # a lone dot as the last line
    assert any(line.startswith(b"..") for line in lines)
    assert bodies.count(b"") == 1                                        # mail without a body
    assert subjects.count(b"") == 1                                      # a subject that is empty
    assert max(map(len, lines)) == 998                                   # as long as RFC 5322 allows
    assert any(b"=?utf-8?q?" in subject for subject in subjects)
    assert any(b"=?utf-8?b?" in subject for subject in subjects)
    assert any(subject.count(b"=?") == 2 for subject in subjects)        # folded into two encoded words
    assert any(b"quoted-printable" in (header(data, "Content-Transfer-Encoding") or b"") for data in messages)
    assert any(any(byte > 127 for byte in body) for body in bodies)      # 8-bit
    assert any(b"\r\nFrom " in b"\r\n" + body for body in bodies)
    assert max(map(len, messages)) > 30000                               # too big to fetch for its subject


@pytest.mark.parametrize("seed", SEEDS)
def test_messages_are_lines_with_crlf_that_the_email_package_reads_without_complaint(seed):
    for message in alices(seed).messages():
        data = message.data
        assert data.endswith(b"\r\n") and data == crlf(data)
        head = head_and_body(data)[0]
        assert head.isascii()
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        assert [part.defects for part in parsed.walk()] == [[] for _ in parsed.walk()]
        assert parsed["Message-ID"] and parsed["Date"].datetime.timestamp() == message.arrived


@pytest.mark.parametrize("seed", SEEDS)
def test_a_subject_reads_the_same_whichever_way_it_is_decoded(seed):
    for message in alices(seed).messages():
        old = email.message_from_bytes(message.data)["Subject"]
        new = email.message_from_bytes(message.data, policy=email.policy.default)["Subject"]
        assert str(make_header(decode_header(old))) == new
        assert "\n" not in new and new == new.strip()


def test_attachments_are_whole():
    parts = [part for m in alices(0).messages() for part in email.message_from_bytes(m.data).walk()]
    files = {part.get_filename(): part.get_payload(decode=True) for part in parts if part.get_filename()}
    assert files["rooms.csv"].startswith(b"day,room,people\r\nFri,")
    assert files["slides.bin"].startswith(bytes(range(256))) and len(files["slides.bin"]) > 24000


@pytest.mark.parametrize("seed", SEEDS)
def test_unique_ids_differ_are_printable_and_are_not_the_message_numbers(seed):
    messages = alices(seed).messages()
    ids = [m.unique_id for m in messages]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(i) <= 70 and all(33 <= ord(c) <= 126 for c in i) for i in ids)
    assert [m.uid for m in messages] == sorted(m.uid for m in messages)
    assert [m.uid for m in messages] != list(range(messages[0].uid, messages[0].uid + len(messages)))
    assert all(str(number) != i for number, i in enumerate(ids, 1))


def test_identities_survive_removal_and_are_never_used_again():
    box = mailbox.Mailbox(7)
    first, second, third = [box.deliver("Subject: %d\n\n" % n) for n in range(3)]
    box.remove([first.uid, third.uid])
    box.remove([first.uid])                                             # gone already
    fourth = box.deliver(b"Subject: again\r\n\r\nbody")
    assert box.messages() == [second, fourth]
    assert fourth.uid > third.uid and fourth.data == b"Subject: again\r\n\r\nbody\r\n"


def test_a_list_already_taken_does_not_change():
    box = mailbox.Mailbox(7)
    box.deliver("a: b\n\n")
    taken = box.messages()
    box.deliver("a: c\n\n")
    box.remove([taken[0].uid])
    assert len(taken) == 1 and len(box.messages()) == 1


def test_one_holds_the_lock_and_no_other():
    box = mailbox.Mailbox(7)
    assert box.lock() and not box.lock()
    box.unlock()
    assert box.lock()


def test_many_deliver_at_once_and_nothing_is_lost():
    box = mailbox.Mailbox(7)

    def deliver():
        for _ in range(100):
            box.deliver("a: b\n\n")

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    uids = [message.uid for message in box.messages()]
    assert uids == list(range(1, 801))


def box_with(most_bytes=10 ** 6, messages=0):
    box = mailbox.Mailbox(7, most_bytes=most_bytes)
    for _ in range(messages):
        box.deliver("a: b\n\n")
    return box


def test_a_message_reaches_all_or_nobody():
    store = mailbox.Mailboxes()
    store.add("alice", "", box_with())
    store.add("rabbit", "", box_with(most_bytes=20))
    store.deliver(["alice", "rabbit"], b"12345678\n", arrived=5)
    with pytest.raises(mailbox.Full, match="rabbit"):
        store.deliver(["alice", "rabbit"], b"1234567890\n")
    assert [[(m.data, m.arrived) for m in box.messages()] for box in store.boxes.values()] == [
        [(b"12345678\r\n", 5)]] * 2


@pytest.mark.parametrize("box, size, fits", [
    pytest.param(box_with(20), 20, True, id="as much as there is room"),
    pytest.param(box_with(20), 21, False, id="more than there is room"),
    pytest.param(box_with(20, messages=1), 12, True, id="what is there already counts: 8 bytes"),
    pytest.param(box_with(20, messages=1), 13, False, id="what is there already counts"),
    pytest.param(box_with(0), 1, False, id="a mailbox that is always full"),
    pytest.param(box_with(messages=mailbox.MOST_MESSAGES - 1), 1, True, id="nearly too many messages"),
    pytest.param(box_with(messages=mailbox.MOST_MESSAGES), 1, False, id="too many messages"),
])
def test_a_mailbox_is_full_at_some_point(box, size, fits):
    assert box.has_room(size) == fits


@pytest.mark.parametrize("local_part, domain, user", [
    ("alice", "wonderland.example", "alice"), ("Alice", "Wonderland.Example", "alice"), ("rabbit", "localhost", "rabbit"),
    ("alice", "[127.0.0.1]", "alice"), ("PostMaster", "wonderland.example", "alice"), ("nobody", "localhost", None),
    ("alice", "python.org", None), ("alice", "", None), ("", "localhost", None), ("postmaster", "python.org", None),
    ("alice", "x.wonderland.example", None),
])
def test_whose_address_it_is(local_part, domain, user):
    assert mailbox.make().find(local_part, domain) == user


@pytest.mark.parametrize("user, password, opens", [
    ("alice", "wonderland", True),
    ("rabbit", "teatime", True),
    ("alice", "Wonderland", False),
    ("alice", "", False),
    ("nobody", "", False),
    ("nobody", None, False),
])
def test_a_mailbox_opens_for_its_user_only(user, password, opens):
    store = mailbox.make()
    assert (store.open(user, password) is not None) == opens


@pytest.mark.parametrize("data, head, body", [
    (b"A: b\r\n\r\nc\r\n", b"A: b\r\n", b"c\r\n"),
    (b"A: b\r\n\r\n", b"A: b\r\n", b""),
    (b"A: b\r\n\r\n\r\n\r\n", b"A: b\r\n", b"\r\n\r\n"),
    (b"A: b\r\n", b"A: b\r\n", b""),
    (b"\r\nc\r\n", b"", b"c\r\n"),
    (b"", b"", b""),
])
def test_a_letter_is_cut_at_its_first_empty_line(data, head, body):
    assert head_and_body(data) == (head, body)


@pytest.mark.parametrize("data, name, content", [
    (b"Subject: a\r\n\r\nSubject: b\r\n", "subject", b"a"),
    (b"A: b\r\n\r\nSubject: b\r\n", "Subject", None),
    (b"Subject:\r\n\r\n", "Subject", b""),
    (b"Subject: a\r\n b\r\n\tc\r\nTo: x\r\n\r\n", "Subject", b"a b\tc"),
    (b"Subjects: a\r\nSubject: b\r\nSubject: c\r\n\r\n", "Subject", b"b"),
], ids=["any case", "not from the body", "empty", "unfolded", "the first of that name"])
def test_header(data, name, content):
    assert header(data, name) == content


@pytest.mark.parametrize("seconds, text", [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
    (1141171199, "Tue, 28 Feb 2006 23:59:59 +0000"),
])
def test_dates_are_in_english_and_in_utc(seconds, text):
    assert date(seconds) == text

"""The mailboxes of a user: names, levels, subscriptions, room; and that nothing is ever half done."""
import pytest

from bundle.servers.stores import folders as module
from bundle.servers.stores.folders import Folders, Refused, matches
from bundle.servers.stores.mailbox import Mailbox, make


@pytest.fixture
def folders():
    return Folders(Mailbox(100))


def names(folders):
    return [name if has_mail else "(%s)" % name for name, has_mail in folders.names()]


@pytest.mark.parametrize("steps, left", [
    ([("create", "a/b/c")], ["INBOX", "a", "a/b", "a/b/c"]),
    ([("create", "a/")], ["INBOX", "a"]),
    ([("create", "inbox/x")], ["INBOX", "inbox/x"]),
    ([("create", "a/b"), ("delete", "a")], ["INBOX", "(a)", "a/b"]),
    ([("create", "a/b"), ("delete", "a"), ("create", "a")], ["INBOX", "a", "a/b"]),
    ([("create", "a/b"), ("delete", "a"), ("delete", "a/b"), ("delete", "a")], ["INBOX"]),
    ([("create", "a/b"), ("rename", "a", "x/y")], ["INBOX", "x", "x/y", "x/y/b"]),
    ([("create", "ab"), ("create", "a/b"), ("rename", "a", "z")], ["INBOX", "ab", "z", "z/b"]),
    ([("rename", "iNbOx", "old")], ["INBOX", "old"]),
    ([("create", "Inboxes"), ("rename", "Inboxes", "I")], ["I", "INBOX"]),
])
def test_the_tree(folders, steps, left):
    for verb, *arguments in steps:
        getattr(folders, verb)(*arguments)
    assert sorted(names(folders)) == sorted(left)


@pytest.mark.parametrize("verb, arguments", [
    ("create", ["INBOX"]), ("create", ["a"]), ("create", [""]), ("create", ["/"]), ("create", ["/x"]),
    ("create", ["x//y"]),
    ("create", ["x*"]), ("create", ["%"]), ("create", ["é"]), ("create", ["x\r\n"]), ("create", ["x\0"]),
    ("create", ["x" * 201]),
    ("delete", ["inbox"]), ("delete", ["nothing"]), ("delete", ["(a/b)"]), ("rename", ["a", "Inbox"]),
    ("rename", ["a", "a"]),
    ("rename", ["a", "a/c"]), ("rename", ["a", "z/"]), ("rename", ["nothing", "z"]),
    ("rename", ["INBOX", "a"]),
    ("rename", ["a", "x" * 199]), ("unsubscribe", ["a"]), ("subscribe", ["*"]),
])
def test_what_is_refused_changes_nothing(folders, verb, arguments):
    folders.create("a/b")
    before = names(folders)
    with pytest.raises(Refused):
        getattr(folders, verb)(*arguments)
    assert names(folders) == before


def test_so_many_mailboxes_and_no_more(folders):
    for number in range(module.MOST_FOLDERS):
        folders.create("box%d" % number)
    with pytest.raises(Refused):
        folders.create("more")
    with pytest.raises(Refused):
        folders.rename("box1", "a/b/c")
    assert len(folders.names()) == module.MOST_FOLDERS + 1 and folders.find("box1")


def test_a_name_that_comes_back_has_another_uidvalidity(folders):
    folders.create("a")
    first = folders.find("a").uid_validity
    folders.delete("a"), folders.create("a")
    assert folders.find("a").uid_validity > first


def test_all_messages_are_put_or_none(folders, monkeypatch):
    folders.create("a")
    box = folders.find("a")
    folders.put(box, [(b"1234567\n", 5, ["\\Seen"])])
    monkeypatch.setattr(module, "MOST_BYTES", 20)
    folders.put(folders.find("INBOX"), [(b"x\n", 0, ())])
    with pytest.raises(Refused):
        folders.put(box, [(b"1\n", 0, ()), (b"123456\n", 0, ())])
    message, = box.messages()
    assert (message.uid, message.data, message.arrived) == (1, b"1234567\r\n", 5)
    assert message.flags == {"\\Seen"}


def test_two_names_move_with_their_mail(folders):
    folders.create("a/b")
    folders.put(folders.find("a/b"), [(b"x\n", 0, ())])
    folders.rename("a", "z")
    assert [m.data for m in folders.find("z/b").messages()] == [b"x\r\n"] and folders.find("a/b") is None


@pytest.mark.parametrize("pattern, name, does", [
    ("*", "a/b", True), ("%", "a/b", False), ("%", "a", True), ("a/%", "a/b", True), ("a/%", "a/b/c", False),
    ("a/*", "a/b/c", True),
    ("%/%", "a/b", True), ("*b", "a/b", True), ("%b", "a/b", False), ("", "", True), ("a", "A", False),
    ("a.b", "axb", False),
    ("**%%*", "a/b", True), ("a%", "a", True), ("*" * 401, "a", False), ("%a%a%a%a%a%a%b", "a" * 200, False),
    ("*a" * 100, "a" * 200, True),
])
def test_patterns(pattern, name, does):
    assert matches(pattern, name) == does


def test_the_practice_mailboxes():
    folders = make(0).folders
    assert names(folders["alice"]) == ["INBOX", "Archive", "Archive/Tea parties", "Drafts", "Sent", "Trash"]
    assert len(folders["alice"].find("inbox").messages()) == 11
    assert names(folders["rabbit"]) == ["INBOX"]

"""Lessons and exercises as they are read from folders; a folder that is wrong is named, with what to
write."""

import os

import pytest

from bundle import course

FRONT = "---\ntitle: %s\nkind: client\nminutes: 20\n---\n# Task\n"


@pytest.fixture
def root(tmp_path):
    """A course of two lessons with four exercises."""
    for lesson, names in (("1-sockets", ("01-hello", "03-daytime")), ("2-clients", ("02-ftp-get",
                                                                                    "04-pop-peek"))):
        folder = tmp_path / lesson
        folder.mkdir()
        (folder / "lecture.md").write_text("---\ntitle: %s\nsummary: An hour.\n---\nBody\n" % lesson)
        for name in names:
            (folder / name).mkdir()
            (folder / name / "task.md").write_text(FRONT % name)
    return str(tmp_path)


@pytest.mark.parametrize("text, found", [
    pytest.param("2.4", "2.04", id="short"),
    pytest.param("2.04", "2.04", id="long"),
    pytest.param("2.004", "2.04", id="more zeros"),
    pytest.param("pop-peek", "2.04", id="slug"),
    pytest.param("POP-Peek", "2.04", id="capitals"),
    pytest.param("pop_peek", "2.04", id="as in the file's name"),
    pytest.param("2.04-pop-peek", "2.04", id="number and slug"),
    pytest.param(" 1.1 ", "1.01", id="spaces around"),
])
def test_an_exercise_is_found_by(root, text, found):
    assert course.find(text, root).id == found


@pytest.mark.parametrize("text, words", [
    pytest.param("pop-pek", "2.04 pop-peek", id="a slug mistyped"),
    pytest.param("2.5", "2.04 pop-peek", id="a number beyond the last"),
    pytest.param("7.1", "The lessons are 1, 2", id="a lesson that is not there"),
    pytest.param("2.04-hello", "2.04 pop-peek", id="number and slug disagree"),
    pytest.param("", "There is no exercise", id="nothing"),
    pytest.param("2.", "There is no exercise 2.", id="half a number"),
    pytest.param("²·⁴", "There is no exercise", id="digits that are none"),
    pytest.param("-", "There is no exercise", id="only a dash"),
    pytest.param("../../etc", "There is no exercise", id="a path"),
])
def test_what_is_no_exercise_gets_the_nearest(root, text, words):
    with pytest.raises(course.NoSuchExercise) as caught:
        course.find(text, root)
    assert words in str(caught.value)


@pytest.mark.parametrize("servers, args, given, line", [
    pytest.param("pop3", "alice wonderland", None, ["HOST", "1", "alice", "wonderland"],
                 id="HOST PORT and its args"),
    pytest.param("pop3", "alice", ["x y"], ["HOST", "1", "x y"], id="the learner's own args"),
    pytest.param("http", 'URL/form "Tom & Zo\u00e9"', None, ["http://HOST:1/form", "Tom & Zo\u00e9"],
                 id="an address"),
    pytest.param("http", "URL alice", ["URL", "rabbit"], ["http://HOST:1", "rabbit"],
                 id="the learner's own, with URL"),
    pytest.param("http", "URL", ["http://localhost:9/", "URLs"], ["http://localhost:9/", "URLs"],
                 id="the learner's own address"),
    pytest.param("https", "URL/x", None, ["https://HOST:1/x"], id="TLS"),
])
def test_what_a_client_is_given(root, servers, args, given, line):
    path = os.path.join(root, "2-clients", "04-pop-peek", "task.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(FRONT.replace("minutes", "servers: %s\nargs: %s\nminutes" % (servers, args)) % "x")
    assert course.find("2.4", root).command_line("HOST", 1, given) == line


def test_a_slug_in_two_lessons_is_told_apart_by_number(root):
    folder = os.path.join(root, "1-sockets", "09-pop-peek")
    os.mkdir(folder)
    with open(os.path.join(folder, "task.md"), "w") as file:
        file.write(FRONT % "Again")
    with pytest.raises(course.NoSuchExercise, match="1.09 or 2.04"):
        course.find("pop-peek", root)


@pytest.mark.parametrize("name, content, words", [
    pytest.param("task.md", None, ["task.md", "no such file"], id="no task"),
    pytest.param("task.md", b"# Task", ["task.md", "line 1", "kind: client"], id="no front matter"),
    pytest.param("task.md", b"---\ntitle: A\n", ["task.md", "---"], id="front matter without an end"),
    pytest.param("task.md", b"---\ntitle A\n---\n", ["task.md", "line 2", "key: value"], id="no colon"),
    pytest.param("task.md", b"---\ntitle: A\nminutes: 5\n---\n", ["task.md", "kind is missing",
                                                                  "kind: client"], id="no kind"),
    pytest.param("task.md", b"---\ntitle: A\nkind: klient\nminutes: 5\n---\n", ["klient", "kind: server"],
                 id="odd kind"),
    pytest.param("task.md", b"---\ntitle: A\nkind: wire\nminutes: ten\n---\n", ["ten", "minutes: 20"],
                 id="odd minutes"),
    pytest.param("task.md", b"---\ntitle: \xfc\n---\n", ["task.md", "UTF-8"], id="Latin-1"),
])
def test_a_broken_exercise_is_named_and_the_others_stay(root, name, content, words):
    path = os.path.join(root, "2-clients", "04-pop-peek", name)
    os.unlink(path)
    if content is not None:
        with open(path, "wb") as file:
            file.write(content)
    assert [exercise.id for exercise in course.lessons(root)[1].exercises] == ["2.02"]
    for text in ("2.4", "pop-peek"):
        with pytest.raises(course.CourseError) as caught:
            course.find(text, root)
        for word in words + ["04-pop-peek"]:
            assert word in str(caught.value)


@pytest.mark.parametrize("name, read", [
    ("hints.md", lambda exercise: exercise.hints()),
    ("solution.py", lambda exercise: exercise.solution()),
])
def test_a_missing_part_is_named_when_it_is_asked_for(root, name, read):
    with pytest.raises(course.CourseError, match=name):
        read(course.find("2.4", root))


@pytest.mark.parametrize("text, hints", [
    pytest.param("one", ["one"], id="one"),
    pytest.param("one\n---\ntwo\nlines\n\n---\nthree\n", ["one", "two\nlines", "three"], id="three"),
    pytest.param("one\r\n---\r\ntwo\r\n", ["one", "two"], id="line ends of Windows"),
    pytest.param("\ufeffone\n---\n", ["one"], id="byte order mark, and nothing behind the last line"),
    pytest.param("| a |\n|---|\n| b |", ["| a |\n|---|\n| b |"], id="a table is no separator"),
    pytest.param("```\na\n---\nb\n```\n---\ntwo", ["```\na\n---\nb\n```", "two"],
                 id="a line in code is none either"),
])
def test_hints_are_apart_by_lines_of_dashes(root, text, hints):
    exercise = course.find("2.4", root)
    with open(os.path.join(exercise.folder, "hints.md"), "wb") as file:
        file.write(text.encode())
    assert exercise.hints() == hints


@pytest.mark.parametrize("front, expected", [
    pytest.param("kind: wire", ("wire", "answers.txt", [], []), id="wire"),
    pytest.param("kind: client\nservers: pop3, ftp\nargs: alice wonderland",
                 ("client", "ftp_get.py", ["pop3", "ftp"], ["alice", "wonderland"]), id="client"),
    pytest.param("kind: server\nservers:\nargs:", ("server", "ftp_get.py", [], []),
                 id="keys without a value"),
    pytest.param("kind: server\nstarter: ftp_fetch.py", ("server", "ftp_fetch.py", [], []), id="another starter"),
    pytest.param("kind: cgi\nstarter: ftp_fetch.py\npage: app.py", ("cgi", "ftp_fetch.py", [], []), id="another page"),
    pytest.param("kind: cgi\ntitle: Not: this", ("cgi", "ftp_get.py", [], []), id="a colon in a value"),
])
def test_front_matter_gives_kind_starter_servers_arguments(root, front, expected):
    path = os.path.join(root, "2-clients", "02-ftp-get", "task.md")
    with open(path, "w", newline="\r\n") as file:
        file.write("---\ntitle: A\nminutes: 5\n%s\n---\n\nBody --- with dashes\n" % front)
    exercise = course.find("ftp-get", root)
    assert (exercise.kind, exercise.starter, exercise.servers, exercise.args) == expected
    assert exercise.page == ("app.py" if "page: app.py" in front else exercise.starter)
    assert exercise.task() == "Body --- with dashes\n"


@pytest.mark.parametrize("title, name", [
    pytest.param("Fetch a file by FTP", "2.02 ftp-get, Fetch a file by FTP", id="the title says more"),
    pytest.param("FTP get", "2.02 ftp-get", id="the title is the slug once more"),
])
def test_a_name_says_nothing_twice(root, title, name):
    path = os.path.join(root, "2-clients", "02-ftp-get", "task.md")
    with open(path, "w") as file:
        file.write("---\ntitle: %s\nkind: client\nminutes: 5\n---\n" % title)
    assert course.find("ftp-get", root).name == name


@pytest.mark.parametrize("exercise, logs_in", [
    pytest.param("2.04", True, id="its program is given the name"),
    pytest.param("2.02", False, id="it logs in as anonymous"),
])
def test_who_logs_in_to_a_practice_server(exercise, logs_in):
    assert course.find(exercise).logs_in("alice") == logs_in
    assert not course.find(exercise).logs_in(None)


def test_the_lessons_of_this_checkout_are_whole():
    assert [(lesson.number, lesson.slug) for lesson in course.lessons()] == [
        (1, "1-sockets"), (2, "2-clients"), (3, "3-cgi")]
    for lesson in course.lessons():
        assert not lesson.problems
        assert lesson.title and lesson.summary and lesson.lecture().strip()

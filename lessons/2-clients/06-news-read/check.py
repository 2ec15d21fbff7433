"""2.06 news-read: groups with gaps in their numbers, an overview instead of articles, encoded subjects."""

from email.header import decode_header, make_header

from bundle.checking import mistake, rounds
from bundle.checking.mistakes import Mistake
from bundle.servers.stores.letters import head_and_body

WHOLE_ARTICLES = mistake("whole-articles", "You fetched whole articles for their subjects; ask for an overview, OVER.")
GAPS = mistake("gaps", "{what}; there are gaps.")
NOT_THE_COUNT = "Last minus first is not the count"
NOT_EVERY = "Not every number between the first and the last has an article"
NOT_THE_LAST = "The last ten numbers are not the last ten articles"
EMPTY = mistake(
    "empty-group", "You asked for the articles of {name}, which has none (423); where the count that GROUP tells is 0, "
    "print nothing, and end with exit status 0.")
ENCODED = mistake("encoded-subject", "You printed a subject as it was sent; decode =?utf-8?…?= words.")
NO_ARTICLE = mistake(
    "no-article", "The server said 423, there is no such article, and your program ended with exit status 0; "
    "say so on stderr, and end with 1.")
NO_GROUP = mistake(
    "no-group", "The server said 411, there is no such group, and your program ended with exit status 0; "
    "say so on stderr, and end with 1.")
NOT_TOLD = Mistake(
    "not-told", "You were asked for what is not there, and ended with exit status 0; tell it, and end with 1.", rank=2)

SHOWN = 10      # subjects
BIG_GROUPS = ("netprog.sockets", "netprog.clients", "netprog.cgi")


@rounds("clean", "hold-1", "drib", "coal")
def counts_the_groups(client):
    nntp = client.server("nntp")
    program = client.run(nntp.host, nntp.port)
    groups = nntp.store.groups()
    expected = ["%s %d" % (group.name, len(group.articles)) for group in groups]
    lines = lines_of(program)
    if lines != expected and len(lines) == len(groups) and all(map(is_guess, lines, groups)):
        GAPS.proved(at=nntp.sessions[0], what=NOT_THE_COUNT)
    client.printed("\n".join(expected))


@rounds("clean", "drib")
def subjects(client):
    nntp = client.server("nntp")
    group = nntp.store.group(client.rng.choice(BIG_GROUPS))
    articles = nntp.store.articles(group)
    program = client.run(nntp.host, nntp.port, group.name, named=lambda program: judge_fetching(nntp, program))
    lines = lines_of(program)
    shown = [line.partition(" ")[0] for line in lines]
    numbers = [str(number) for number, _ in articles[-SHOWN:]]
    if 0 < len(shown) < SHOWN and shown == numbers[-len(shown):]:
        GAPS.proved(at=nntp.sessions[0], what=NOT_THE_LAST)     # the newest, but too few: so many numbers, so few articles
    if any("=?" in line for line in lines):
        ENCODED.proved(at=nntp.sessions[0])
    client.printed(overview(articles[-SHOWN:]))


@rounds("hold-3", "hold-4", early=False)    # a client may send ahead (RFC 3977 section 3.5)
def slow_subjects(client):
    subjects(client)


@rounds("clean")
def small_groups(client):
    """One with fewer articles than are shown, one with none."""
    nntp = client.server("nntp")
    for name in ("netprog.announce", "netprog.test"):
        articles = nntp.store.articles(nntp.store.group(name))
        client.run(nntp.host, nntp.port, name,
                   named=lambda program: judge_empty(nntp, program, name, articles))
        client.printed(overview(articles))


@rounds("clean", "drib")
def whole_article(client):
    """One with dots at the start of lines, one with an empty line in its body, one with an encoded subject and
    letters beyond ASCII."""
    nntp = client.server("nntp")
    articles = nntp.store.articles(nntp.store.group("netprog.sockets"))
    dotted = [pair for pair in articles if b"\r\n.\r\n" in pair[1].data]
    encoded = [pair for pair in articles if b"=?" in pair[1].field("Subject")]
    spaced = [pair for pair in articles if b"\r\n\r\n" in head_and_body(pair[1].data)[1]]
    for number, article in (dotted[0], spaced[0], encoded[0]):
        program = client.run(nntp.host, nntp.port, "netprog.sockets", number)
        if lines_of(program)[:1] == [article.field("Subject").decode()] and (number, article) in encoded:
            ENCODED.proved(at=nntp.sessions[-1])
        body = head_and_body(article.data)[1].decode("utf-8").replace("\r\n", "\n")
        client.printed(subject_of(article) + "\n\n" + body, program.stdout.replace(b"\r\n", b"\n"))


@rounds("clean")
def missing_article(client):
    nntp = client.server("nntp")
    numbers = [number for number, _ in nntp.store.articles(nntp.store.group("netprog.sockets"))]
    gap = next(number for number in range(numbers[0], numbers[-1]) if number not in numbers)
    client.run_into_failure(nntp.host, nntp.port, "netprog.sockets", gap, success=NOT_TOLD,
                            named=lambda program: judge_refusal(nntp, program, "423", NO_ARTICLE))


@rounds("clean")
def missing_group(client):
    nntp = client.server("nntp")
    client.run_into_failure(nntp.host, nntp.port, "netprog.nowhere", success=NOT_TOLD,
                            named=lambda program: judge_refusal(nntp, program, "411", NO_GROUP))


@rounds("cut-5")
def server_leaves_in_the_middle(client):
    nntp = client.server("nntp")
    client.run_into_failure(nntp.host, nntp.port)


def lines_of(program):
    return program.stdout.decode("utf-8", "replace").splitlines()


def subject_of(article):
    return str(make_header(decode_header(article.field("Subject").decode("ascii"))))


def overview(articles):
    """What a right program prints of these [(number, article)]."""
    return "\n".join("%d %s" % (number, subject_of(article)) for number, article in articles)


def is_guess(line, group):
    """Whether the count in this line was worked out from the group's first and last number."""
    span = group.high - group.low
    return line in ["%s %d" % (group.name, guess) for guess in (span, span + 1, max(0, span))]


def judge_fetching(nntp, program):
    """ARTICLE and BODY, where an overview would do; and numbers that were taken for articles."""
    for session in nntp.sessions:
        for said in session.commands:
            if said.verb in ("ARTICLE", "BODY") and said.reply.startswith("22"):
                WHOLE_ARTICLES.proved(at=session, offset=said.offset)
        if session.commands and session.commands[-1].reply.startswith("423") and program.crash:
            GAPS.proved(at=session, offset=session.commands[-1].offset, what=NOT_EVERY)


def judge_empty(nntp, program, name, articles):
    """A program that failed because an empty group has nothing to fetch."""
    if articles or not program.code or not nntp.sessions:
        return
    for said in nntp.sessions[-1].commands:
        if said.verb != "GROUP" and said.reply.startswith("423"):
            EMPTY.proved(at=nntp.sessions[-1], offset=said.offset, name=name)


def judge_refusal(nntp, program, code, mistake):
    """The server said no, and the program said that all was well."""
    for session in nntp.sessions:
        for said in session.commands:
            if said.reply.startswith(code) and program.code == 0:
                mistake.proved(at=session, offset=said.offset)

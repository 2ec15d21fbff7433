"""The articles on a fresh news server: a few weeks of people who learn what the reader is learning.

THREADS is the content; the random numbers choose the order, the times, the numbers and the gaps. Where a
group has more than ten articles, the last ten hold a gap and an encoded subject.
"""
from bundle.servers.stores.letters import date, letter
from bundle.servers.stores.newsgroups import CLOSED, HOST, MODERATED, OPEN, Group

START = 1139216400              # 6 February 2006, 09:00 UTC
LAST_YEAR = START - 400 * 86400
DAY = 86400

PEOPLE = {
    "rabbit": "The White Rabbit <rabbit@wonderland.example>",
    "hatter": "Mad Hatter <hatter@teaparty.example>",
    "cat": '"Cat, Cheshire" <cat@duchess.example>',
    "turtle": "Mock Turtle <turtle@sea.example>",
    "juergen": "=?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <juergen@rhein.example>",
    "queen": "queen@hearts.example (Queen of Hearts)",
}

SOCKETS, CLIENTS, CGI = "netprog.sockets", "netprog.clients", "netprog.cgi"

# (groups, subject, [(author, text), …]): each text after the first answers the one before it.
# {n} becomes a number that depends on the seed.
THREADS = [
    (SOCKETS, "recv() gives me half of my message", [
        ("rabbit", "I send 8000 bytes and recv(8192) returns 1448 of them.\n"
                   "Is my network card broken? It is late, I am late."),
        ("hatter", "Your card is fine. TCP is a stream of bytes; it keeps no messages.\n"
                   "Loop until you have all of yours."),
        ("rabbit", "And how do I know that I have all of it?"),
        ("cat", "That, little rabbit, depends on where you want to go. A length in\n"
                "front, a delimiter behind, or the end of the stream."),
    ]),
    (SOCKETS, "Address already in use, {n} times today", [
        ("hatter", "I stop my server, start it again, and bind() says no."),
        ("turtle", "TIME_WAIT. Set SO_REUSEADDR before bind(), or use create_server()."),
        ("hatter", "Thank you. It was always six o'clock here, now it is noon."),
    ]),
    (SOCKETS, "What does select() select?", [
        ("turtle", "I read the manual twice. What is it for?"),
        ("cat", "For waiting on {n} doors with one pair of ears."),
        ("queen", "Whoever blocks in recv() while others wait: off with his head!"),
    ]),
    (SOCKETS, ".plan, .signature and other dots", [
        ("cat", ".plan is a file that begins with a dot.\n"
                ".\n"
                "The line above is a dot, alone. You should see it,\n"
                "..\n"
                "and two on the line above this one. Do you?\n"
                "."),
        ("rabbit", "I see them all. Whoever sees the article end early, stopped at the\nwrong dot."),
    ]),
    (SOCKETS, "=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln_=28{n}=29?=", [
        ("juergen", "Ist hier jemand, der am Wochenende nach Dallas fährt?\n"
                    "Ich hätte noch einen Platz frei – und Tee."),
        ("turtle", "Gerne! Ich komme mit der Schildkrötensuppe."),
        ("juergen", "Schön. Bis Freitag!"),
    ]),
    (CLIENTS, "POP3 forgot my deletions", [
        ("rabbit", "I said DELE for {n} messages and they are all back the next day."),
        ("hatter", "Did you say QUIT, or did you hang up?"),
        ("rabbit", "I was in a hurry."),
        ("hatter", "Nothing is deleted before QUIT. RFC 1939, section 6."),
    ]),
    (CLIENTS, "ftplib and the missing bytes", [
        ("turtle", "My picture has {n} bytes on the server and fewer on my disk, and it\nis green."),
        ("cat", "You asked for lines, and lines you got. Ask for an image: TYPE I."),
    ]),
    (CLIENTS, "Ten subjects, ten articles?", [
        ("hatter", "To show {n} subjects my reader fetches {n} articles, whole ones."),
        ("rabbit", "Ask for the overview, there is no time for more."),
        ("hatter", "OVER did it in one command. There is a hole in my numbers, though."),
        ("turtle", "Articles expire. Their numbers do not come back."),
    ]),
    (CLIENTS, ".netrc, and what begins with a dot", [
        ("queen", "..netrc has two dots on my machine. Who did this?\n.netrc has one. Off with the other!"),
        ("hatter", "Dot-stuffing, Your Majesty. One of them was for the journey."),
    ]),
    (CLIENTS, "=?iso-8859-1?q?Un_caf=E9=2C_s=27il_vous_pla=EEt_=28{n}=29?=", [
        ("cat", "Who decodes the subject of this article? And of its answers?"),
        ("juergen", "email.header can. Mein Programm zeigt ihn jetzt richtig an."),
        ("cat", "Then there is a grin on your screen."),
    ]),
    (CGI, "Premature end of script headers", [
        ("hatter", "The browser says 500 and the log says that line. My script works\n"
                   "when I run it by hand!"),
        ("turtle", "What is the first thing it prints?"),
        ("hatter", "<html>"),
        ("turtle", "A header first, then an empty line, then your page."),
    ]),
    (CGI, "GET or POST, {n} opinions", [
        ("rabbit", "My form deletes a page by GET. Yesterday a search engine came by."),
        ("turtle", "And where are your pages now?"),
        ("rabbit", "Gone, all of them."),
        ("cat", "GET is for looking. POST is for doing."),
    ]),
    (CGI, "Counting visitors", [
        ("rabbit", "My counter said {n} yesterday and fewer today. How can that be?"),
        ("cat", "Two visitors came at once. Both read the number, both wrote it."),
        ("queen", "Lock the file!"),
    ]),
    (CGI, "=?utf-8?b?VW1sYXV0ZSBpbiBGb3JtdWxhcmVuOiDDpCDDtiDDvA==?=", [
        ("juergen", "Aus dem Formular kommt %C3%A4 statt ä. Was mache ich falsch?"),
        ("cat", "Nothing. Percent-decode it, then decode it."),
        ("juergen", "In that order. Danke!"),
    ]),
    (SOCKETS + "," + CLIENTS + "," + CGI, "Sprint on the wire, table {n}", [
        ("hatter", "We sit by the samovar on Monday and write clients and servers.\n"
                   "This article stands in three groups, with a number of its own in each."),
    ]),
    ("netprog.announce", "Tutorial: Internet Programming with Python", [
        ("queen", "Three hours: sockets, clients, CGI. Bring a laptop with a battery."),
    ]),
    ("netprog.announce", "Room changed to {n}", [("queen", "The rose garden is being painted.")]),
    ("netprog.announce", "Slides and programs", [("queen", "They are on the USB stick. Pass it on.")]),
    ("netprog.archive", "Welcome to the archive", [
        ("turtle", "What was said in the old days is kept here, and nothing is added."),
        ("cat", "Almost nothing."),
    ]),
]


def groups(rng):
    """The groups, empty, with the numbers they have reached."""
    return [
        Group("netprog.announce", "What happens when", MODERATED, LAST_YEAR, rng.randrange(20, 90)),
        Group(SOCKETS, "Streams, datagrams, who closes first", OPEN, LAST_YEAR, rng.randrange(1000, 9000)),
        Group(CLIENTS, "FTP, news, mail and the web", OPEN, LAST_YEAR + DAY, rng.randrange(300, 900)),
        Group(CGI, "Scripts behind a gateway", OPEN, LAST_YEAR + 90 * DAY, rng.randrange(100, 300)),
        Group("netprog.archive", "The old days, to be read only", CLOSED, LAST_YEAR, 0),
        Group("netprog.test", "Post here to try your program", OPEN, START + DAY, rng.randrange(10, 99)),
    ]


def fill(store, rng):
    """Post the threads, in the order of their times; then let some articles be cancelled."""
    posts = []
    threads = shuffled(rng, THREADS)
    threads.sort(key=lambda thread: thread[1].startswith("=?"))     # the encoded subjects are the newest
    for thread in threads:
        posts += thread_posts(rng, thread, START + len(posts) * 7200)
    posts.sort(key=lambda post: post[0])
    to_come = [name for _, names, _, _ in posts for name in names.split(",")]
    for now, names, headers, text in posts:
        here = [store.group(name) for name in names.split(",")]
        for group in here:
            if rng.randrange(4) == 0:
                group.high += rng.randrange(1, 6)                   # what stood there has expired
            if to_come.count(group.name) == 5:
                group.high += rng.randrange(1000, 5000)             # a flood of spam, cancelled as a whole
            to_come.remove(group.name)
        store.add(letter(headers, text), here, now)
    for name in (SOCKETS, CLIENTS, CGI):
        late = [article for _, article in store.articles(store.group(name))[-8:-1]]
        late = [article for article in late if len(article.numbers) == 1 and b"\r\n." not in article.data]
        store.cancel(late[rng.randrange(len(late))].message_id)


def thread_posts(rng, thread, start):
    """The articles of a thread, not yet numbered: [(arrived, groups, headers, text)]."""
    names, subject, said = thread
    subject = subject.replace("{n}", str(rng.randrange(11, 400)))
    posts, references, before = [], [], None
    now = start if names != "netprog.archive" else LAST_YEAR + DAY
    for author, text in said:
        now += rng.randrange(600, 40000)
        text = text.replace("{n}", str(rng.randrange(11, 400)))
        message_id = "<%08x.%d@%s.example>" % (rng.randrange(1 << 32), now % 100000, author)
        headers = [
            ("Path", HOST + "!not-for-mail"),
            ("From", PEOPLE[author]),
            ("Newsgroups", names),
            ("Subject", "Re: " + subject if before else subject),
            ("Date", date(now)),
            ("Message-ID", message_id),
        ]
        if before:
            headers.append(("References", "\r\n ".join(references)))
            text = "%s wrote:\n%s\n\n%s" % (before[0], quote(before[1]), text)
        if any(ord(c) > 127 for c in text):
            headers += [
                ("MIME-Version", "1.0"),
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Transfer-Encoding", "8bit"),
            ]
        posts.append((now, names, headers, text))
        references.append(message_id)
        before = (author.capitalize(), text)
    return posts


def quote(text):
    """The first lines of a text, as an answer quotes them; what it quoted itself is left out."""
    own = [line for line in text.split("\n") if line and line[0] != ">" and not line.endswith(" wrote:")]
    return "\n".join("> " + line for line in own[:2])


def shuffled(rng, things):
    left = list(things)
    return [left.pop(rng.randrange(len(left))) for _ in things]

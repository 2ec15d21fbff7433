"""FTP's control connection: dialogues, refusals, garbage and limits."""

import socket

import pytest

from bundle.servers import ftp_listing
from bundle.servers.ftp import FTP, without_telnet
from tests.servers.ftp_talk import Talk, serving

# What is said, and the code (or the beginning) of what must be answered.
STRANGER = {
    "nothing before logging in": """
        RETR notes.txt | 530
        STOR x | 530
        LIST | 530
        EPSV | 530
        CWD / | 530
        TYPE I | 530
        STAT | 530""",
    "what a stranger may say": """
        SYST | 215 UNIX Type: L8
        FEAT | 211-
        HELP | 214-
        HELP RETR | 214 RETR file
        HELP nonsense | 501
        NOOP | 200
        OPTS UTF8 ON | 200
        ABOR | 226
        ACCT x | 202
        REIN | 220
        QUIT | 221""",
    "a password needs a name": """
        PASS wonderland | 503
        USER alice | 331
        NOOP | 200
        PASS wonderland | 230
        PASS wonderland | 503""",
    "nobody learns which names exist": """
        USER nobody | 331
        PASS wonderland | 530 Wrong name or password.
        USER alice | 331
        PASS Wonderland | 530 Wrong name or password.
        PWD | 530""",
    "five wrong passwords are enough": """
        USER a | 331
        PASS | 530
        USER a | 331
        PASS b | 530
        USER a | 331
        PASS b | 530
        USER a | 331
        PASS b | 530
        USER a | 331
        PASS b | 421
        NOOP |""",
    "guests read and do not write": """
        USER anonymous | 331
        PASS | 230
        CWD pub | 250
        MLST attendance.csv | 250-
        SIZE attendance.csv | 550
        TYPE I | 200
        SIZE attendance.csv | 213
        STOR x | 550 Guests may only read
        STOU | 550
        APPE x | 550
        DELE attendance.csv | 550
        MKD x | 550
        RMD talks | 550
        RNFR talks | 550""",
    "REIN logs out": """
        USER alice | 331
        PASS wonderland | 230
        CWD pub | 250
        REIN | 220
        PWD | 530
        USER alice | 331
        PASS wonderland | 230
        PWD | 257 "/" """,
}

ALICE = {
    "going about": """
        PWD | 257 "/"
        CWD pub/talks | 250
        PWD | 257 "/pub/talks"
        CDUP | 200
        PWD | 257 "/pub"
        CWD .. | 250
        CDUP | 200
        PWD | 257 "/"
        XCWD pub | 250
        XCUP | 200
        XPWD | 257 "/"
        CWD für alle | 550
        CWD pub/für alle | 250
        PWD | 257 "/pub/für alle"
        CWD /notes.txt | 550
        CWD /nowhere | 550
        CWD | 501""",
    "names lead nowhere else": """
        CWD ../../../.. | 250
        PWD | 257 "/"
        CWD /etc | 550
        TYPE I | 200
        SIZE ../../etc/passwd | 550
        SIZE /pub/../../notes.txt | 213
        SIZE ~root/.profile | 550
        SIZE C:\\Windows\\win.ini | 550
        SIZE %2e%2e/notes.txt | 550""",
    "types, modes, structures": """
        TYPE A | 200
        TYPE a n | 200
        TYPE I | 200
        TYPE L 8 | 200
        TYPE L 36 | 504
        TYPE L | 504
        TYPE E | 504
        TYPE A T | 504
        TYPE X | 501
        TYPE | 501
        TYPE A N N | 501
        MODE S | 200
        MODE B | 504
        MODE X | 501
        STRU f | 200
        STRU R | 504
        STRU X | 501
        ALLO 1000 | 202
        ALLO 1000 R 80 | 202
        ALLO many | 501""",
    "SIZE counts bytes, so it wants TYPE I": """
        SIZE all-bytes.bin | 550 SIZE is not allowed in ASCII mode.
        TYPE I | 200
        SIZE all-bytes.bin | 213 1749
        SIZE empty.txt | 213 0
        SIZE pub | 550
        SIZE nothing | 550
        MDTM notes.txt | 213 20060219
        MDTM pub | 550
        MDTM nothing | 550""",
    "REST wants a number, and TYPE I": """
        REST 10 | 504
        REST 0 | 350
        TYPE I | 200
        REST 10 | 350
        REST -1 | 501
        REST ten | 501
        REST 1.5 | 501
        REST ² | 501
        REST 99999999999999999999999 | 501
        EPSV | 229
        REST 871 | 350
        RETR README.txt | 554
        REST 871 | 350
        STOR README.txt | 554""",
    "renaming is two commands in a row": """
        RNTO x | 503
        RNFR nothing | 550
        RNTO x | 503
        RNFR notes.txt | 350
        NOOP | 200
        RNTO x | 503
        RNFR notes.txt | 350
        RNTO pub | 553
        RNFR notes.txt | 350
        RNTO nowhere/x | 550
        RNFR pub | 350
        RNTO pub/pub | 501
        RNFR notes.txt | 350
        RNTO pub/Notizen für alle.txt | 250
        MLST pub/Notizen für alle.txt | 250-""",
    "folders come and go": """
        MKD new | 257 "/new" created.
        MKD new | 550
        MKD a"b | 257 "/a""b" created.
        CWD a"b | 250
        PWD | 257 "/a""b"
        CDUP | 200
        MKD no/where | 550
        RMD new | 250
        RMD new | 550
        RMD pub | 550
        RMD notes.txt | 550
        DELE pub | 550
        DELE notes.txt | 250
        DELE notes.txt | 550
        RMD / | 550""",
    "nothing travels before a data connection is arranged": """
        LIST | 425
        RETR notes.txt | 425
        RETR nothing | 550
        STOR x | 425
        MLST x | 550
        EPSV | 229
        ABOR | 226
        LIST | 425""",
    "a refused transfer leaves the arrangement": """
        EPSV | 229
        RETR nothing | 550
        RETR pub | 550
        LIST nothing | 550
        MLSD notes.txt | 501
        MLSD nothing | 550
        STOR pub | 553
        STOR nowhere/x | 553
        APPE / | 553""",
    "data goes to the client and to nobody else": """
        PORT 127,0,0,1,200,1 | 200
        PORT 10,0,0,1,200,1 | 504
        PORT 127,0,0,2,200,1 | 504
        PORT 127,0,0,1,0,21 | 504
        PORT 127,0,0,1,3,255 | 504
        PORT 127,0,0,1,4,0 | 200
        PORT 256,0,0,1,4,0 | 501
        PORT 127,0,0,1,4 | 501
        PORT 127,0,0,1,4,0,0 | 501
        PORT -127,0,0,1,4,0 | 501
        PORT 127.0.0.1 | 501
        EPRT |1|127.0.0.1|51201| | 200
        EPRT !1!127.0.0.1!51201! | 200
        EPRT |1|10.0.0.1|51201| | 504
        EPRT |1|127.0.0.1|80| | 504
        EPRT |2|::1|51201| | 522
        EPRT |1|127.0.0.1|70000| | 501
        EPRT |1|127.0.0.1| | 501
        EPRT 111 | 501
        EPRT x | 501""",
    "extended passive mode": """
        EPSV 1 | 229
        EPSV 2 | 522
        EPSV x | 501
        EPSV ALL | 200
        PASV | 503
        PORT 127,0,0,1,200,1 | 503
        EPRT |1|127.0.0.1|51201| | 503
        EPSV | 229""",
    "facts on request": """
        OPTS MLST size;nonsense;TYPE; | 200 MLST OPTS type;size;
        MLST README.txt | 250-Listing\r\n type=file;size=870; /README.txt\r\n250 End
        OPTS MLST | 200 MLST OPTS
        MLST README.txt | 250-Listing\r\n  /README.txt\r\n250 End
        OPTS UTF8 OFF | 504
        OPTS LIST x | 501
        OPTS | 501""",
    "a state and a list without a data connection": """
        STAT | 211-
        STAT pub/images | 213-
        STAT -la pub/images | 213-
        STAT nothing | 550""",
    "known and refused": """
        SITE CHMOD 777 x | 502 SITE
        SITE | 502
        AUTH TLS | 502
        PBSZ 0 | 502
        PROT P | 502
        SMNT x | 502
        EHLO x | 500
        GET / HTTP/1.1 | 500""",
}


def pairs(dialogue):
    """The (said, answered) of each row; a vertical bar with spaces around it stands between them."""
    for row in dialogue.strip("\n").split("\n"):
        said, _, answered = row.strip().rpartition(" |")
        yield said, answered.strip().replace("\\r\\n", "\r\n")


@pytest.mark.parametrize("login, reason", [(False, key) for key in STRANGER] + [(True, key) for key in ALICE])
def test_dialogue(login, reason):
    with serving() as service, Talk(service, login) as talk:
        dialogue = (ALICE if login else STRANGER)[reason].replace("\r\n", "\\r\\n")
        for said, answered in pairs(dialogue):
            reply = talk.say(said)
            assert reply.startswith(answered) and bool(reply) == bool(answered), said


@pytest.mark.parametrize("verb", sorted(FTP.COMMANDS))
@pytest.mark.parametrize("argument", [
    pytest.param(b"", id="nothing"),
    pytest.param(b" ", id="a space"),
    pytest.param(b" a b c d e f g h", id="too many"),
    pytest.param(b" \x00", id="NUL"),
    pytest.param(b" a\rb", id="CR"),
    pytest.param(b" caf\xe9", id="not UTF-8"),
    pytest.param(b" \xff\xf4\xff\xf2", id="Telnet signals"),
    pytest.param(b" " + b"/.." * 300, id="up and up"),
    pytest.param(b" %s%n{0}{x.y}$(id);`id`", id="things that some languages run"),
    pytest.param(b" *?[", id="wildcards"),
    pytest.param(b" -", id="an option without a letter"),
    pytest.param(b" ||||", id="bars"),
])
def test_every_command_answers_every_wrong_argument(shared, verb, argument):
    """One reply each, and the conversation goes on."""
    with Talk(shared) as talk:
        reply = talk.say(verb.encode() + argument)
        assert reply[:3].isdigit() and reply[0] in "12345"
        assert talk.code("NOOP") == ("" if verb == "QUIT" and not argument.strip(b" \xff\xf4\xf2") else "200")


@pytest.fixture(scope="module")
def shared():
    with serving() as service:
        yield service


@pytest.mark.parametrize("line, code", [
    (b"", "500"),
    (b"\x00", "500"),
    (b"\xff\xfe\xfd", "500"),
    (b"NOOP\x00", "500"),
    (b"\x16\x03\x01\x02\x00", "500"),
    (b"noop", "200"),
    (b"NoOp  ", "200"),
    (b"X" * 1021, "500"),
    (b"X" * 100000, "500"),
    (b"RETR " + b"x" * 2000, "500"),
    (b"RETR " + b"x" * 256, "501"),
    (b"RETR " + b"a/" * 40, "501"),
    (b"RETR a\x00b", "501"),
    (b"RETR caf\xe9", "501"),
    (b"RETR \xed\xa0\x80", "501"),
    (b"RETR \xc0\xae\xc0\xae/x", "501"),
    (b"MKD a\rRMD b", "501"),
    (b"\xff\xf4\xff\xf2ABOR", "226"),
], ids=ascii)
def test_garbage_gets_an_answer_and_the_conversation_goes_on(shared, line, code):
    with Talk(shared) as talk:
        assert talk.code(line) == code
        assert talk.code("NOOP") == "200"


def test_lines_may_come_in_any_pieces_and_many_at_once(shared):
    with Talk(shared) as talk:
        for byte in b"TYPE I\r\nSIZE README":
            talk.sock.sendall(bytes([byte]))
        talk.sock.sendall(b".txt\r\nPWD\nNOOP\r\nQUIT\r\nNOOP\r\n")
        assert [talk.reply()[:3] for _ in range(6)] == ["200", "213", "257", "200", "221", ""]


def test_a_line_without_an_end_is_not_kept(shared):
    with Talk(shared) as talk:
        for _ in range(50):
            talk.sock.sendall(b"A" * 100000)
        talk.sock.sendall(b"\r\n")
        assert talk.reply().startswith("500")
        assert talk.code("NOOP") == "200"


def test_a_client_that_only_errs_is_sent_away(shared):
    with Talk(shared) as talk:
        replies = [talk.code("GET / HTTP/1.1") for _ in range(FTP.MOST_BAD + 1)]
        assert set(replies) == {"500"}
        assert talk.reply().startswith("421")
        assert talk.reply() == ""


def test_a_silent_client_is_sent_away():
    with serving(idle=0.05) as service, Talk(service, login=False) as talk:
        assert talk.reply().startswith("421")
        assert talk.reply() == ""


def test_one_client_too_many_is_told_so():
    with serving(most=2) as service, Talk(service), Talk(service):
        with Talk(service, login=False) as third:
            assert third.greeting.startswith("421")


@pytest.mark.parametrize("line, plain", [
    (b"\xff\xf4\xff\xf2ABOR\r\n", b"ABOR\r\n"),
    (b"\xff\xfb\x01NOOP\r\n", b"NOOP\r\n"),
    (b"NOOP\xff\r\n", b"NOOP\xff\r\n"),
])
def test_telnet_signals_are_no_part_of_a_command(line, plain):
    assert without_telnet(line) == plain


@pytest.mark.parametrize("modified, now, text", [
    (1140652800, 1140660000, "Feb 23 00:00"),
    (1140652800, 1140652800 + 183 * 86400, "Feb 23  2006"),
    (1140652800, 1140652800 - 86400, "Feb 23  2006"),
    (1141171200, 1141171300, "Mar  1 00:00"),
])
def test_times_as_ls_writes_them(modified, now, text):
    assert ftp_listing.ls_time(modified, now) == text


def test_a_client_that_vanishes_leaves_nothing_behind(shared):
    for farewell in (socket.SHUT_WR, socket.SHUT_RDWR):
        with Talk(shared) as talk:
            talk.say("EPSV")
            talk.sock.shutdown(farewell)
    assert shared.settle(10)


def test_what_was_said_is_kept_for_the_checks(shared):
    from bundle.wire.transcript import Transcript
    with serving(transcript=Transcript()) as service, Talk(service) as talk:
        talk.say("size README.txt")
        said = service.sessions[0].commands[-1]
        assert (said.verb, said.argument, said.reply[:3]) == ("SIZE", "README.txt", "550")
        assert said.offset == len("USER alice\r\nPASS wonderland\r\n")

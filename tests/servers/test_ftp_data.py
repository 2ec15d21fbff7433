"""FTP's data connections: what arrives, who may connect, and what happens when somebody stops or vanishes."""

import random
import socket
import struct
import sys
import threading

import pytest

from bundle.servers import ftp_data
from bundle.servers.ftp_data import FromNetwork, to_network
from bundle.servers.stores import files
from bundle.wire.connection import Connection
from bundle.wire.faults import Faults
from bundle.wire.transcript import Transcript
from tests.servers.ftp_talk import Talk, read_all, serving

RESET = struct.pack("ii", 1, 0)


@pytest.fixture
def service():
    with serving() as service:
        yield service


def every_file():
    return files.make(0).walk()


@pytest.mark.parametrize("path", every_file())
def test_a_file_arrives_as_it_is(service, path):
    with Talk(service) as talk:
        talk.say("TYPE I")
        assert talk.get("RETR " + path) == service.store.read(path)


@pytest.mark.parametrize("name", ["notes.txt", "minutes.txt", "all-bytes.bin", "empty.txt"])
def test_text_travels_with_crlf_and_comes_back_whole(service, name):
    with Talk(service) as talk:
        sent = talk.get("RETR " + name)
        assert sent == service.store.read("/" + name).replace(b"\n", b"\r\n")
        assert talk.put("STOR copy", sent)[1].startswith("226")
        assert service.store.read("/copy") == service.store.read("/" + name)


@pytest.mark.parametrize("seed", range(5))
def test_line_ends_may_be_cut_anywhere(seed):
    rng = random.Random(seed)
    content = bytes(b"\r\nx"[rng.randrange(3)] for _ in range(200))
    wire = to_network(content)
    for at in range(len(wire) + 1):
        convert = FromNetwork()
        assert convert(wire[:at]) + convert(wire[at:]) + convert(b"") == content


def test_active_mode_connects_to_the_client(service):
    with Talk(service) as talk, socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        for arrange in ("PORT 127,0,0,1,{},{}".format(port >> 8, port & 255), "EPRT |1|127.0.0.1|{}|".format(port)):
            assert talk.code(arrange) == "200"
            assert talk.code("RETR README.txt") == "150"
            with listener.accept()[0] as data:
                assert read_all(data).startswith(b"Welcome to")
            assert talk.reply().startswith("226")
        assert talk.code("RETR README.txt") == "425"


def test_nobody_listens_where_the_client_said(service):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with Talk(service) as talk:
        talk.say("PORT 127,0,0,1,{},{}".format(port >> 8, port & 255))
        assert talk.code("LIST") == "150"
        assert talk.reply().startswith("425")
        assert talk.code("NOOP") == "200"


def test_pasv_names_the_address(service):
    with Talk(service) as talk:
        numbers = talk.say("PASV").partition("(")[2].partition(")")[0].split(",")
        assert numbers[:4] == ["127", "0", "0", "1"]
        with socket.create_connection(("127.0.0.1", int(numbers[4]) * 256 + int(numbers[5]))) as data:
            assert talk.code("NLST") == "150"
            assert b"README.txt\r\n" in read_all(data)


def test_a_client_that_never_connects_is_not_waited_for_long(service, monkeypatch):
    monkeypatch.setattr(ftp_data, "ACCEPT_SECONDS", 0.05)
    with Talk(service) as talk:
        talk.say("EPSV")
        assert talk.code("LIST") == "150"
        assert talk.reply().startswith("425")
        assert talk.code("NOOP") == "200"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
def test_only_the_client_itself_may_connect(service):
    with Talk(service) as talk:
        port = int(talk.say("EPSV").split("|")[3])
        with socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.2", 0)) as thief:
            assert talk.code("RETR README.txt") == "150"
            assert thief.recv(100) == b""
        with socket.create_connection(("127.0.0.1", port)) as data:
            assert read_all(data).startswith(b"Welcome")
        assert talk.reply().startswith("226")


def test_no_more_sockets_is_425(service, monkeypatch):
    def nothing_left(control):
        raise OSError("too many open files")

    with Talk(service) as talk:
        monkeypatch.setattr(Connection, "data_listener", nothing_left)
        assert talk.code("EPSV") == talk.code("PASV") == "425"
        assert talk.code("NOOP") == "200"


def test_a_new_arrangement_ends_the_old_one(service):
    with Talk(service) as talk:
        old = int(talk.say("EPSV").split("|")[3])
        talk.say("EPSV")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", old))


def test_resuming_both_ways(service):
    whole = service.store.read("/photo.png")
    with Talk(service) as talk:
        talk.say("TYPE I")
        assert talk.say("REST 300000").startswith("350")
        assert talk.get("RETR photo.png") == whole[300000:]
        assert talk.get("RETR photo.png") == whole
        talk.say("REST {}".format(len(whole)))
        assert talk.get("RETR photo.png") == b""
        talk.put("STOR copy.png", whole[:100000])
        talk.say("REST 100000")
        assert talk.put("STOR copy.png", whole[100000:])[1].startswith("226")
        assert service.store.read("/copy.png") == whole
        talk.say("REST 5")
        talk.put("APPE copy.png", b"x")
        assert service.store.read("/copy.png") == whole[:5] + b"x"
        talk.put("APPE copy.png", b"yz")
        assert service.store.read("/copy.png") == whole[:5] + b"xyz"


def test_a_unique_name_is_told(service):
    with Talk(service) as talk:
        talk.say("CWD incoming")
        assert talk.put("STOU", b"1")[0] == "150 FILE: upload"
        assert talk.put("STOU", b"2")[0] == "150 FILE: upload.1"
        assert talk.put("STOU a b.txt", b"3")[0] == "150 FILE: a b.txt"
        assert service.store.read("/incoming/upload") == b"1"
        assert service.store.read("/incoming/upload.1") == b"2"


@pytest.mark.parametrize("command, lines", [
    ("NLST", ["attendance.csv", "café menu.txt", "für alle", "images", "talks"]),
    ("NLST images", ["images/boot-floppy.img", "images/logo.png"]),
    ("NLST /pub/images/", ["/pub/images/boot-floppy.img", "/pub/images/logo.png"]),
    ("NLST .", ["attendance.csv", "café menu.txt", "für alle", "images", "talks"]),
    ("NLST *.csv", ["attendance.csv"]),
    ("NLST talks/talk-?.txt", ["talks/talk-1.txt", "talks/talk-2.txt", "talks/talk-3.txt"]),
    ("NLST *.none", []),
    ("NLST images/logo.png", ["images/logo.png"]),
    ("NLST /incoming", []),
    ("LIST -la images", ["-rw-r--r--   1 netprog  netprog     1474560 Oct 24  2005 boot-floppy.img",
                         "-rw-r--r--   1 netprog  netprog        7028 Sep  4  2005 logo.png"]),
    ("MLSD images", ["type=file;size=1474560;modify=20051024122614;perm=adfrw; boot-floppy.img",
                     "type=file;size=7028;modify=20050904123043;perm=adfrw; logo.png"]),
])
def test_lists(service, command, lines):
    with Talk(service) as talk:
        talk.say("CWD pub")
        assert talk.get(command).decode("utf-8").split("\r\n") == lines + [""]


def test_what_nlst_names_can_be_fetched(service):
    with Talk(service) as talk:
        talk.say("TYPE I")
        for name in talk.get("NLST pub/für alle").decode("utf-8").splitlines():
            assert talk.get("RETR " + name) == service.store.read("/" + name)


# Somebody stops, or vanishes

def blocked(talk, service):
    """A transfer to a client that does not read: a file larger than all buffers between the two."""
    service.store.write("/huge", bytes(30000000))
    talk.say("TYPE I")
    data = talk.data()
    assert talk.code("RETR huge") == "150"
    return data


@pytest.mark.parametrize("urgent", [
    pytest.param(False, id="plain"),
    pytest.param(True, id="with Telnet's signals, urgent, as lftp and ftplib send it"),
])
def test_abor_stops_a_transfer(service, urgent):
    with Talk(service) as talk, blocked(talk, service):
        assert talk.say("STAT").count("RETR /huge") == 1
        if urgent:
            talk.sock.sendall(b"\xff\xf4\xff")
            talk.sock.sendall(b"\xf2", socket.MSG_OOB)
            talk.sock.sendall(b"ABOR\r\n", socket.MSG_OOB)
        else:
            talk.send("ABOR")
        assert talk.reply().startswith("426")
        assert talk.reply().startswith("226")
        assert talk.get("RETR README.txt").startswith(b"Welcome")


def test_abor_stops_an_upload_and_keeps_what_came(service):
    with Talk(service) as talk, talk.data() as data:
        talk.say("TYPE I")
        assert talk.code("STOR part") == "150"
        data.sendall(b"part")
        while service.store.entry("/part").size < 4:
            assert talk.code("STAT") == "211"
        assert talk.code("ABOR") == "426"
        assert talk.reply().startswith("226")
        assert service.store.read("/part") == b"part"


def test_abor_while_nobody_has_connected(service):
    with Talk(service) as talk:
        talk.say("EPSV")
        assert talk.code("LIST") == "150"
        assert talk.code("ABOR") == "426"
        assert talk.reply().startswith("226")
        assert talk.code("NOOP") == "200"


def test_other_commands_wait_for_the_end(service):
    with Talk(service) as talk, blocked(talk, service) as data:
        talk.send("NOOP")
        talk.send("QUIT")
        assert len(read_all(data)) == 30000000
        assert [talk.reply()[:3] for _ in range(4)] == ["226", "200", "221", ""]


def test_a_client_that_waits_for_its_file_is_not_idle():
    with serving() as service, Talk(service) as talk, blocked(talk, service) as data:
        service.sessions[0].conn.idle = 0.02
        talk.send("STAT")   # from here on, the session waits so short a time
        assert talk.reply().startswith("211")
        assert len(read_all(data)) == 30000000
        assert talk.reply().startswith("226")
        assert talk.reply().startswith("421")


@pytest.mark.parametrize("verb", ["RETR huge", "STOR x"])
def test_a_reset_data_connection_is_426(service, verb):
    service.store.write("/huge", bytes(30000000))
    with Talk(service) as talk:
        with talk.data() as data:
            assert talk.code(verb) == "150"
            data.sendall(b"x")
            while verb == "STOR x" and not service.store.entry("/x").size:
                assert talk.code("STAT") == "211"
            if verb == "RETR huge":
                assert data.recv(1)
            data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        assert talk.reply().startswith("426")
        assert talk.get("NLST incoming") == b""


def test_no_transfer_outlives_its_control_connection(service):
    with Talk(service) as talk:
        data = blocked(talk, service)
    assert service.settle(10)
    with data, pytest.raises((EOFError, ConnectionResetError)):
        if len(read_all(data)) < 30000000:
            raise EOFError


def test_a_fault_on_the_data_connection_is_426_and_the_session_lives_on():
    with serving(faults=Faults("cut-data")) as service, Talk(service) as talk:
        talk.say("TYPE I")
        with talk.data() as data:
            assert talk.code("RETR photo.png") == "150"
            assert 0 < len(read_all(data)) < 300000
        assert talk.reply().startswith("426")
        assert talk.code("NOOP") == "200"


@pytest.mark.parametrize("faults", ["drib", "coal", "hold-3", "hold-data"])
def test_what_arrives_is_the_same_under_faults(faults):
    with serving(faults=Faults(faults)) as service, Talk(service) as talk:
        talk.say("TYPE I")
        assert talk.get("RETR all-bytes.bin") == service.store.read("/all-bytes.bin")
        assert talk.say("QUIT").startswith("221")


def test_the_tree_can_be_full(service):
    service.store.most_bytes = 3000000
    with Talk(service) as talk:
        with talk.data() as data:
            assert talk.code("STOR big") == "150"
            data.sendall(b"x" * 2000000)
            assert talk.reply().startswith("552")
        assert talk.put("STOR small", b"x" * 100)[1].startswith("226")
        for number in range(service.store.most_entries):
            if talk.code("MKD {}".format(number)) != "257":
                break
        assert talk.code("MKD another") == "552"


def test_a_file_deleted_while_it_is_sent_still_arrives(service):
    with Talk(service) as talk, Talk(service) as other, blocked(talk, service) as data:
        assert other.code("DELE huge") == "250"
        assert len(read_all(data)) == 30000000


def test_transfers_are_kept_for_the_checks():
    with serving(transcript=Transcript()) as service, Talk(service) as talk:
        talk.say("TYPE I")
        talk.get("RETR README.txt")
        transfer = service.sessions[0].transfers[0]
        assert (transfer.verb, transfer.path, transfer.moved, transfer.total) == ("RETR", "/README.txt", 870, 870)
        assert transfer.connection == "1 data 1" and transfer.reply.startswith("226")


def test_fifty_clients_at_once():
    results = []

    def visit(number):
        with Talk(service) as talk:
            talk.say("TYPE I")
            whole = talk.get("RETR photo.png")
            talk.put("STOR incoming/{}".format(number), whole[number:])
            results.append(talk.get("RETR incoming/{}".format(number)) == whole[number:])

    with serving() as service:
        threads = [threading.Thread(target=visit, args=(number,)) for number in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert results == [True] * 50
        assert len(service.store.entries("/incoming")) == 50

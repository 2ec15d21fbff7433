"""Programs that misbehave in every way a learner's program can: each gets its sentence, and nothing hangs or stays."""

import os
import subprocess
import sys
import textwrap

import pytest

from bundle import checking, course, processes

CONNECT = """import os, signal, socket, subprocess, sys, time
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
"""
LISTEN = """import os, signal, socket, subprocess, sys, time
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs fork or signals")

CASES = [
    # id, exercise, program, diagnosis, words of the message
    ("never ends", "1.01", CONNECT + "time.sleep(600)", "waited", "your turn to close"),
    ("waits for a reply that nobody owes", "2.04", CONNECT + "while conn.recv(99): pass", "waited",
     "your turn to send"),
    ("sends half a line, and waits", "2.04", CONNECT + "conn.sendall(b'USER alice')\nwhile conn.recv(99): pass",
     "unfinished-line", "'USER alice' without a line end"),
    ("never connects, never ends", "1.01", "import time; time.sleep(600)", "never-connected", "sys.argv"),
    ("ignores termination", "1.01", CONNECT + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass",
     "endless-loop", "ignored the request to end"),
    ("busy for ever", "1.01", CONNECT + "while True: pass", "endless-loop", "endless loop"),
    ("floods its output", "1.01", "while True: print('x' * 65536)", "flooded", "more than 8 MB"),
    ("prints nothing", "1.01", CONNECT + "while conn.recv(99): pass", "no-output", "printed nothing"),
    ("prints something else", "1.01", CONNECT + "while conn.recv(99): pass\nprint('done')", "output-differs", "byte 0"),
    ("reads stdin", "1.01", "name = input('Host? ')", "reads-stdin", "at line 1"),
    ("a syntax error", "1.01", "print('hello'", "syntax-error", "line 1"),
    ("too few arguments", "1.01", "import sys\nprint(sys.argv[3])", "arguments", "hello.py HOST PORT"),
    ("an error of its own", "1.01", CONNECT + "print(undefined)", "crashed", "NameError"),
    ("exit status 3", "1.01", CONNECT + "while conn.recv(99): pass\nsys.exit(3)", "exit-status", "status 3"),
    ("str on the wire", "1.01", CONNECT + "conn.sendall('hello')", "str-for-bytes", "encode when sending"),
    ("another port", "1.01", "import socket\nsocket.create_connection(('127.0.0.1', 9))", "wrong-port", "you used 9"),
    ("the practice port", "1.01", "import socket\nPORT = 8010\nsocket.socket().connect_ex(('127.0.0.1', PORT))", "wrong-port", "you used 8010"),
    ("no port at all", "1.01", "print('Hello from port', 8010)", "never-connected", "sys.argv"),
    ("leaves a child behind", "1.01", CONNECT + "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
     "while conn.recv(99): pass", "left-children", "left processes running"),
    ("a server that ends", "1.03", "print('hello')", "server-ended", "before it listened"),
    ("a server that never listens", "1.03", "import time; time.sleep(600)", "not-listening", "call listen()"),
    ("a server on another port", "1.03", "import socket\ns = socket.create_server(('127.0.0.1', 8099))\ns.accept()",
     "wrong-port", "you used 8099"),
    ("a server for every address", "1.03", """
        import socket, sys, time
        listener = socket.create_server(("", int(sys.argv[1])))
        while True:
            conn, _ = listener.accept()
            try:
                conn.sendall(time.ctime().encode() + b"\\n")
            except OSError:
                pass
            conn.close()
     """, "wrong-address", "127.0.0.1"),
    ("a server that sends without end", "1.03", LISTEN + """conn, _ = listener.accept()
while True: conn.sendall(b"2026 " * 1000)
""", "sent-other", "line end"),
    ("a server that sends lines without end", "1.03", LISTEN + """conn, _ = listener.accept()
while True: conn.sendall(b"%d\\n" % time.localtime().tm_year)
""", "sent-more", "close the connection"),
    ("a server that prints instead", "1.03", LISTEN + """while True:
    conn, _ = listener.accept()
    print(time.ctime())
    conn.close()
""", "printed-instead", "sent nothing; print() writes to your screen"),
    ("a server that prints instead, and waits", "1.03", LISTEN + """while True:
    conn, _ = listener.accept()
    print(time.ctime())
    conn.recv(1)
""", "printed-instead", "sent nothing"),
    ("a server that prints who came, and waits for EOF", "1.05", LISTEN + """while True:
    conn, address = listener.accept()
    print("Connected by", address, flush=True)
    conn.sendall(b"".join(iter(lambda: conn.recv(999), b"")))
    conn.close()
""", "waited", "your turn to send"),
    ("a client that stops before it connects, with a time limit", "1.04", """import socket, sys
print(tiem)
conn = socket.create_connection((sys.argv[1], int(sys.argv[2])), 10)
""", "crashed", "tiem"),
    ("a server that closes at once", "1.03", LISTEN + """while True:
    listener.accept()[0].close()
""", "closed-early", "before you had sent a whole line"),
    ("a client that connects and leaves", "1.01", CONNECT, "no-output", "printed nothing"),
    ("a client that connects twice", "1.01", CONNECT + CONNECT + "data = b''.join(iter(lambda: conn.recv(999), b''))\n"
     "print(data.decode('utf-8'))", "connected-again", "You connected 2 times"),
    ("a server that accepts and sleeps", "1.03", LISTEN + "conn, _ = listener.accept()\ntime.sleep(600)",
     "waited", "your turn to send"),
    ("a server that never closes", "1.03", LISTEN + """kept = []
while True:
    conn, _ = listener.accept()
    conn.sendall(time.ctime().encode() + b"\\n")
    kept.append(conn)
""", "waited", "your turn to close"),
]


@pytest.mark.parametrize("exercise, program, diagnosis, words", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_gets_its_sentence(tmp_path, exercise, program, diagnosis, words):
    file = tmp_path / "program.py"
    file.write_text(textwrap.dedent(program), encoding="utf-8")
    verdict = checking.check(course.find(exercise), str(file), seed=1)
    assert (verdict.diagnosis, words in verdict.message) == (diagnosis, True), verdict.message
    assert not verdict.passed


@POSIX
def test_a_fork_bomb_is_stopped(tmp_path):
    file = tmp_path / "program.py"
    file.write_text("import os, time\nfor n in range(200):\n    if not os.fork(): time.sleep(600)\ntime.sleep(600)\n")
    verdict = checking.check(course.find("hello"), str(file), seed=1)
    assert verdict.diagnosis == "forked-on", verdict.message
    assert not _still_running(str(file))


@POSIX
@pytest.mark.parametrize("leaves", ["", "os.setsid()"], ids=["in-the-group", "a-session-of-its-own"])
def test_a_server_in_the_background_is_told_to_stay(tmp_path, leaves):
    file = tmp_path / "program.py"
    file.write_text(LISTEN + "if os.fork(): sys.exit()\n" + leaves + """
while True:
    conn, _ = listener.accept()
    try:
        conn.sendall(time.ctime().encode() + b"\\n")
    except OSError:
        pass
    conn.close()
""")
    verdict = checking.check(course.find("daytime"), str(file), seed=1)
    assert verdict.diagnosis == "in-background", verdict.message
    if os.path.isdir("/proc/self"):
        assert not _still_running(str(file))


@POSIX
def test_a_server_that_forks_for_each_client_is_as_good_as_any(tmp_path):
    file = tmp_path / "program.py"
    file.write_text("import sys\nfrom socketserver import ForkingTCPServer, StreamRequestHandler\nimport time\n"
                    "class Daytime(StreamRequestHandler):\n"
                    "    def handle(self): self.wfile.write(time.ctime().encode() + b'\\n')\n"
                    "ForkingTCPServer.allow_reuse_address = True\n"
                    "ForkingTCPServer(('127.0.0.1', int(sys.argv[1])), Daytime).serve_forever()\n")
    verdict = checking.check(course.find("daytime"), str(file), seed=1)
    assert verdict.passed, verdict.message


@POSIX
def test_a_daemon_is_ended_too(tmp_path):
    file = tmp_path / "program.py"
    file.write_text("import os, time\nif not os.fork():\n    os.setsid()\n    time.sleep(600)\n")
    checking.check(course.find("hello"), str(file), seed=1)
    if os.path.isdir("/proc/self"):
        assert not _still_running(str(file))


def _still_running(file):
    found = []
    for pid in processes._processes():
        try:
            with open("/proc/{}/cmdline".format(pid), "rb") as cmdline, open("/proc/{}/stat".format(pid)) as stat:
                if file.encode() in cmdline.read() and stat.read().rpartition(")")[2].split()[0] != "Z":
                    found.append(pid)
        except OSError:
            continue
    return found


FILES = [
    ("missing", None, "missing"),
    ("a folder", "folder", "is-a-folder"),
    ("empty", b"", "empty"),
    ("not UTF-8", b"# caf\xe9\nprint(1)\n", "not-utf-8"),
    ("not UTF-8, further down", b"print(1)\n" * 3 + b"print('\xff')\n", "not-utf-8"),
    ("NUL bytes", b"print(1)\0\n", "syntax-error"),
    ("UTF-16", "print(1)\n".encode("utf-16"), "not-utf-8"),
    ("an unknown encoding", b"# coding: klingon\nprint(1)\n", "syntax-error"),
]


@pytest.mark.parametrize("content, diagnosis", [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_files_that_cannot_be_run(tmp_path, content, diagnosis):
    file = tmp_path / "program.py"
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    verdict = checking.check(course.find("hello"), str(file))
    assert (verdict.passed, verdict.diagnosis) == (False, diagnosis), verdict.message


def test_latin_1_is_fine_where_it_is_declared(tmp_path):
    file = tmp_path / "program.py"
    source = course.find("hello").solution().replace("# EOF", "# caf\xe9")
    file.write_bytes(b"# coding: latin-1\n" + source.encode("latin-1"))
    assert checking.check(course.find("hello"), str(file)).passed


def test_the_runner_is_not_importable(tmp_path):
    file = tmp_path / "program.py"
    file.write_text("import sys\ntry:\n    import bundle\nexcept ImportError:\n    sys.exit(7)\n")
    verdict = checking.check(course.find("hello"), str(file))
    assert "exit status 7" in verdict.message or verdict.diagnosis == "never-connected"
    root = os.path.dirname(os.path.dirname(os.path.abspath(processes.__file__)))
    environ = dict(os.environ, PYTHONPATH=root)
    code = ("from bundle import processes, checking, course; import subprocess, sys; "
            "sys.exit(subprocess.run([sys.executable, '-c', 'import bundle'], env=processes.environment(), "
            "cwd={!r}, stderr=subprocess.DEVNULL).returncode)".format(str(tmp_path)))
    assert subprocess.run([sys.executable, "-c", code], env=environ, cwd=str(tmp_path)).returncode == 1


@POSIX
def test_a_pipe_is_not_read(tmp_path):
    file = tmp_path / "program.py"
    os.mkfifo(file)
    assert checking.check(course.find("1.01"), str(file)).diagnosis == "no-ordinary-file"

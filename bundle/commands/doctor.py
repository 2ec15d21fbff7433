"""netprog doctor: is this machine ready? A line for each thing that must work, and the remedy if not.

"attention" is something to know: netprog works all the same. "not ready" must be mended first, and is exit
status 1.
"""

import os
import socket
import sys

from bundle.invocation import typed

OK, ATTENTION, NOT_READY = "ok", "attention", "not ready"


def run(request):
    worst = []
    for look in (_python, _start_program, _loopback, _ports, _folder, _terminal, _proxies, _copy):
        for state, text in look(request):
            worst.append(state)
            print("%-10s %s" % (state, text))
    print()
    if NOT_READY in worst:
        print("This machine is not ready yet. Do what the lines above say, then: %s" % typed("doctor"))
        return 1
    print("This machine is ready. Begin with: %s" % typed("lesson", "1"))
    return 0


def _python(request):
    version = "Python %d.%d.%d (%s)" % (sys.version_info[:3] + (sys.executable or "where, it cannot say",))
    if sys.version_info < (3, 9):
        yield NOT_READY, version + ": the course needs Python 3.9 or newer, from python.org"
    else:
        yield OK, version


def _start_program(request):
    """Start another Python, as every check does."""
    import subprocess
    from bundle.processes import environment
    if not sys.executable:
        yield NOT_READY, "Python does not know where it is: start it by its full path"
        return
    try:
        done = subprocess.run([sys.executable, "-c", "print(6 * 7)"], env=environment(), timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        answer = done.stdout.decode("utf-8", "replace").strip()
    except (OSError, subprocess.TimeoutExpired) as problem:
        answer = str(problem)
    if answer == "42":
        yield OK, "your programs can be started"
    else:
        yield NOT_READY, ("a Python program could not be started (%s): a security program may forbid it; "
                          "allow %s" % (answer[-200:], sys.executable))


def _loopback(request):
    """Send a line over a connection of this machine with itself."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            with socket.create_connection(listener.getsockname(), timeout=5) as client:
                listener.settimeout(5)
                conn, _ = listener.accept()
                with conn:
                    conn.settimeout(5)
                    conn.sendall(b"hello\n")
                    conn.shutdown(socket.SHUT_WR)
                    came = client.makefile("rb").read()
        if came != b"hello\n":
            raise OSError("%r arrived in place of b'hello\\n'" % came)
    except OSError as problem:
        yield NOT_READY, ("connections on 127.0.0.1 do not work (%s): a firewall or security program may be "
                          "in the way; let Python connect to 127.0.0.1" % problem)
    else:
        yield OK, "programs on this machine can connect to each other (127.0.0.1)"


def _ports(request):
    from bundle import servers
    taken = []
    for name, row in servers.PROTOCOLS.items():
        port = row.port
        try:
            if row.udp:
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                    sock.bind(("127.0.0.1", port))
            else:
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            taken.append((name, port))
    for name, port in taken:
        yield ATTENTION, ("port %d, where %s would listen, is taken%s; netprog takes another, and says which"
                          % (port, name, _owner(port)))
    if not taken:
        yield OK, "the known ports are free: " + ", ".join(
            "%s %d" % (name, row.port) for name, row in servers.PROTOCOLS.items())


def _owner(port):
    """" by NAME (process N)" where the system tells, or how to ask it."""
    if os.name == "nt":
        return " (by whom: netstat -ano | findstr :%d)" % port
    inode = _listening_inode(port)
    if inode is None:
        return " (by whom: lsof -i :%d)" % port
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for number in os.listdir("/proc/%s/fd" % pid):
                if os.readlink("/proc/%s/fd/%s" % (pid, number)) == "socket:[%s]" % inode:
                    with open("/proc/%s/cmdline" % pid, "rb") as file:
                        words = file.read().decode("utf-8", "replace").split("\0")
                    return " by process %s (%s)" % (pid, " ".join(words).strip()[:60])
        except OSError:
            continue  # another user's, or gone
    return " by another user's program"


def _listening_inode(port):
    """What Linux calls the socket that listens on `port`; None elsewhere."""
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(name) as file:
                rows = [line.split() for line in file]
        except OSError:
            return None
        for row in rows[1:]:
            if row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port:
                return row[9]
    return None


def _folder(request):
    """Write a file where the learner's folder is, or will be."""
    import tempfile
    folder = request.folder
    place = folder.path
    while not os.path.lexists(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x" * 100000)
    except OSError as problem:
        yield NOT_READY, ("your folder %s cannot be written (%s): say another: %s"
                          % (folder.path, problem.strerror, typed("doctor") + " --dir FOLDER"))
        return
    yield OK, "your files %s in %s" % ("are" if folder.existed else "will be", folder.path)
    for notice in request.progress.notices:
        yield ATTENTION, notice


def _terminal(request):
    from bundle.screen.terminal import Terminal
    terminal = Terminal()
    if not terminal.interactive:
        yield ATTENTION, "this is no terminal, so everything is plain text and nothing waits for a key"
    elif not terminal.redraws:
        yield ATTENTION, ("this terminal cannot redraw (TERM=%s): the session prints line after line"
                          % os.environ.get("TERM", ""))
    else:
        columns, rows = terminal.size()
        colour = " and colour" if terminal.style.colour else ""
        yield OK, "the terminal has %d columns, %d rows%s" % (columns, rows, colour)
        if columns < 60 or rows < 20:
            yield ATTENTION, "that is small: 80 columns and 24 rows show more"
    if terminal.style.ascii:
        remedy = "chcp 65001" if os.name == "nt" else "export LC_ALL=C.UTF-8"
        yield ATTENTION, ("the output's encoding (%s) has no lines and arrows, so - and > stand for them; "
                          "to change it: %s" % (terminal.style.encoding, remedy))


def _proxies(request):
    names = sorted(name for name, value in os.environ.items()
                   if value and name.lower().endswith("_proxy") and name.lower() != "no_proxy")
    if names:
        yield ATTENTION, ("a proxy is set (%s): netprog runs your programs without it; when you start one "
                          "yourself, set NO_PROXY=127.0.0.1,localhost" % ", ".join(names))
    else:
        yield OK, "no proxy is set"


def _copy(request):
    from bundle import VERSION, course
    count = sum(len(lesson.exercises) for lesson in course.lessons())
    yield OK, "netprog %s, with %d exercise%s, runs from %s" % (VERSION, count, "s" * (count != 1),
                                                                os.path.dirname(course.ROOT))
    for lesson in course.lessons():
        for problem in lesson.problems:
            yield NOT_READY, "this copy is damaged; copy netprog again. %s" % problem

"""3.11 download: files below files/, streamed, and nothing else."""

import os
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

from bundle.checking import mistake, rounds
from bundle.checking.trial import first_difference
from bundle.servers.cgi_output import header_block

NOT_FOUND = mistake(
    "not-found", "You answered {status} for PATH_INFO='/{path}', a file in files/; the server has decoded the path, once.")
PAGE_INSTEAD = mistake(
    "page-instead", "You answered PATH_INFO='/{path}' with a page; send the file, and the list only where PATH_INFO is "
    "missing.")
BYTES = mistake(
    "bytes-changed", "What came differs from the file at byte {n}; open it with \"rb\" and write to sys.stdout.buffer.")
# The name of the general one, in whose place it is told
DISAGREES = mistake(
    "unfinished", "Content-Length disagrees with the body: it says {promised}, and your body has {printed} bytes.")
NO_LENGTH = mistake("no-length", "Your header block has no Content-Length; os.path.getsize knows it.")
BODY_ON_HEAD = mistake("body-on-head", "HEAD carried a body: {n} bytes followed your header block; end it with the empty line.")
HEAD_DIFFERS = mistake("head-differs", "Your answer to HEAD has the {what} {got}, and the one to GET has {wanted}.")
ESCAPED = mistake("escaped", "PATH_INFO escaped files/: with PATH_INFO={path!r} came a file that lies outside.")
LINK = mistake(
    "followed-link", "files/{name} is a symbolic link that leads out of files/, and you followed it; resolve the path with "
    "os.path.realpath before you compare.")
NOT_404 = mistake(
    "not-404", "You answered {status} for PATH_INFO={path!r}, and no such file is served; answer Status: 404 Not Found.")
STOPPED = mistake(
    "stopped", "PATH_INFO={path!r} stopped your script with {why}; no such file is served, so answer Status: 404.")
NO_LINK = mistake("no-link", "Without PATH_INFO, the page has no link to {name}; its address is SCRIPT_NAME/{name}, quoted.")
IN_MEMORY = mistake(
    "in-memory", "You read all 64 MB into memory, or much of it: your script took {n} MB more for it than for the list; copy "
    "piece by piece.")
GOES_ON = mistake(
    "goes-on", "The visitor left, and your script was still there {seconds:g} s later; when writing fails, end.")

LARGE = 64 * 1024 * 1024
MOST = 8 * 1024     # kB more than for the list
LONG = 30           # seconds: a busy machine needs a while for so much
SECRET = b"nobody may download this: "

# Says at the end how much memory the script had at most, in kB.
TELLS_MEMORY = '''
import atexit
import os


def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        pass
    try:
        import resource
        import sys
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    except ImportError:
        import ctypes
        counters = (ctypes.c_size_t * 10)(80)
        kernel = ctypes.WinDLL("kernel32")
        kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(-1), counters, 80)
        return counters[1] // 1024


def tell():
    with open(os.environ["NETPROG_MEMORY"], "w") as file:
        file.write(str(peak()))


atexit.register(tell)
'''


@rounds("clean")
def sends_files(script):
    names = [put(script, "notes.txt", b"first\nsecond\r\nthird"), put(script, "every.bin", noise(script.rng, 70000)),
             put(script, os.path.join("2026", "50%25 off & more.bin"), bytes(range(256))), put(script, "empty.txt", b"")]
    for path in names:
        page = script.get("/" + quote(path))
        brings(script, page, path)


@rounds("clean")
def head(script):
    path = put(script, "picture.bin", noise(script.rng, 5000))
    got = script.get("/" + path)
    brings(script, got, path)
    page = script.visit("HEAD", "/" + path)
    after = page.raw[header_block(page.raw).size:]
    if after:
        BODY_ON_HEAD.proved(at=page, offset=len(page.raw) - len(after), n=len(after))
    for what, wanted, value in (("status", got.status, page.status),
                                ("Content-Length", got.get("Content-Length"), page.get("Content-Length")),
                                ("Content-Type", got.get("Content-Type"), page.get("Content-Type"))):
        if wanted != value:
            HEAD_DIFFERS.proved(at=page, offset=0, what=what, got=value or "missing", wanted=wanted)


@rounds("clean")
def nothing_else(script):
    inside = put(script, os.path.join("letters", "inside.txt"), b"inside")
    brings(script, script.get("/" + inside), inside)
    secret = SECRET + noise(script.rng, 20)
    for path in ("secret.txt", os.path.join("files-old", "secret.txt")):
        write(os.path.join(script.folder, path), secret)
    at_root = os.path.join(os.path.realpath(script.folder), "secret.txt").replace(os.sep, "/")
    for path in ("/../secret.txt", "/letters/../../secret.txt", "/../files-old/secret.txt", "//" + at_root.lstrip("/"),
                 "/" + at_root, "/..\\secret.txt"):
        page = asks(script, path)
        if secret in page.raw:
            ESCAPED.proved(at=page, offset=page.raw.find(secret), path=path)
        is_refused(page, path)
    for name, target in (("link.txt", "secret.txt"), ("linked", "files-old")):
        try:
            os.symlink(os.path.join(os.pardir, target), os.path.join(script.folder, "files", name), target == "files-old")
        except OSError:
            continue    # Windows, without the right to
        path = "/" + name + ("/secret.txt" if name == "linked" else "")
        page = asks(script, path)
        if secret in page.raw:
            LINK.proved(at=page, offset=page.raw.find(secret), name=name)
        is_refused(page, path)
    dots = put(script, "and so on...txt", b"dots")
    brings(script, script.get("/" + quote(dots)), dots)


@rounds("clean")
def not_there(script):
    inside = put(script, os.path.join("letters", "inside.txt"), b"inside")
    brings(script, script.get("/" + inside), inside)
    for path in ("/nothing.txt", "/letters", "/letters/nothing.txt"):
        is_refused(asks(script, path), path)


@rounds("clean")
def lists_files(script):
    names = [put(script, "50% off & more.bin", b"x"), put(script, "notes.txt", b"y")]
    page = script.get()
    found = links(page, "/" + script.exercise.starter)
    for name in names:
        if not {"/" + script.exercise.starter + "/" + quote(name, safe=safe) for safe in ("/", "&")} & found:
            NO_LINK.proved(at=page, offset=page.offset_of_body(), name=name)


@rounds("clean")
def a_large_file(script):
    path = os.path.join(script.folder, "files", "large.bin")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.truncate(LARGE)        # where the system can: 64 MB of zeros that take no room
        file.seek(LARGE - 5)
        file.write(b"end.\n")
    world = os.path.join(script.folder, "world")
    write(os.path.join(world, "sitecustomize.py"), TELLS_MEMORY.encode("ascii"))
    script.python_path.append(world)
    script.variables["NETPROG_MEMORY"] = os.path.join(world, "memory")
    script.get()
    script.extra = LONG
    before = memory(world)
    last = [b""]

    def take(piece):
        last[0] = (last[0] + piece)[-5:]
    page = script.get("/large.bin", into=take)
    if page.status != 200:
        NOT_FOUND.proved(at=page, offset=0, status=page.status, path="large.bin")
    if not page.get("Content-Length"):
        NO_LENGTH.proved(at=page, offset=0)
    if page.length != LARGE:
        DISAGREES.proved(at=page, promised=LARGE, printed=page.length)
    if last[0] != b"end.\n":
        BYTES.proved(at=page, offset=len(page.raw), n=LARGE - 5)
    after = memory(world)
    if before and after and after - before > MOST:
        IN_MEMORY.proved(at=page, offset=0, n=(after - before) // 1024)


@rounds("clean")
def a_visitor_who_leaves(script):
    path = put(script, "large.bin", bytes(4 * 1024 * 1024))
    small = put(script, "small.txt", b"small")
    brings(script, script.get("/" + small), small)
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/" + script.exercise.starter, "PATH_INFO": "/" + path,
               "QUERY_STRING": "", "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_NAME": "127.0.0.1",
               "SERVER_PORT": "80"}
    if not script.ends_without_reader(environ):
        GOES_ON.proved(seconds=script.patience)


def put(script, name, content):
    """Make the file `name` in files/; its path as an address has it."""
    write(os.path.join(script.folder, "files", name), content)
    return name.replace(os.sep, "/")


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def noise(rng, count):
    return bytes(rng.randrange(256) for _ in range(count))


def memory(world):
    """What the last script said of its memory, in kB; None if nothing."""
    try:
        with open(os.path.join(world, "memory")) as file:
            return int(file.read())
    except OSError:
        return None
    finally:
        if os.path.exists(os.path.join(world, "memory")):
            os.remove(os.path.join(world, "memory"))


def brings(script, page, path):
    """The page is the file, and its header block says how long it is."""
    if page.status != 200:
        NOT_FOUND.proved(at=page, offset=0, status=page.status, path=path)
    with open(os.path.join(script.folder, "files", *path.split("/")), "rb") as file:
        content = file.read()
    block = header_block(page.raw)
    body = page.raw[block.size:]
    if body != content and b"<" in body[:1] and (block.content_type or "").startswith("text/html"):
        PAGE_INSTEAD.proved(at=page, offset=block.size, path=path)
    if body != content:
        n = first_difference(body, content)
        if block.length != len(body) and body[:len(content)] == content[:len(body)] and block.length is not None:
            DISAGREES.proved(at=page, offset=0, promised=block.length, printed=len(body))
        BYTES.proved(at=page, offset=block.size + n, n=n)
    if block.length is None:
        NO_LENGTH.proved(at=page, offset=0)
    if block.length != len(body):
        DISAGREES.proved(at=page, offset=0, promised=block.length, printed=len(body))


def asks(script, path):
    """GET with this PATH_INFO, whatever the gateway itself would think of it."""
    return script.get("/x", environ={"PATH_INFO": path}, fails=True)


def is_refused(page, path):
    """No such file is served: 404, from a script that goes on."""
    if page.visit.failure:
        crash = page.crash
        STOPPED.proved(at=page, path=path, why=crash.text if crash else "no valid page")
    if page.status != 404:
        NOT_404.proved(at=page, offset=0, status=page.status, path=path)


def links(page, base):
    """The addresses that the links of the page lead to."""
    reader = Links()
    reader.feed(page.text)
    reader.close()
    return {urlsplit(urljoin("http://127.0.0.1" + base, href)).path for href in reader.found}


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs).get("href") or "")

"""A tree of files and folders in memory: what the FTP and web servers serve.

It is a model, not a window onto the disk: nothing outside it has a name here, and it has no links. A path is
a str such as "/pub/menu.txt": absolute, without "." and "..". `resolve` makes one from what a client said,
and is the only place that does. Times are seconds since 1970, UTC. The tree knows no protocol; one lock guards
all of it.
"""

import threading
import time

MOST_BYTES = 64 * 1024 * 1024   # all files together
MOST_ENTRIES = 2000             # files and folders together
MOST_NAME = 255                 # bytes of a name in UTF-8
MOST_DEPTH = 32                 # folders in folders


class Refused(Exception):
    """The tree does not do that. The text says why, for the person at the other end."""


class NoSuchName(Refused):
    """There is no file or folder of that name."""


class WrongKind(Refused):
    """It is a folder where a file is needed, or the other way round."""


class NameTaken(Refused):
    """There is something of that name already."""


class NotEmpty(Refused):
    """A folder that still holds something cannot be removed."""


class BadName(Refused):
    """No file here can have such a name."""


class Full(Refused):
    """There is no room for more."""


class Entry:
    """What can be said about a file or folder without opening it; a folder's size is 0."""

    __slots__ = ("name", "is_folder", "size", "modified")

    def __init__(self, name, is_folder, size, modified):
        self.name = name
        self.is_folder = is_folder
        self.size = size
        self.modified = modified

    def __repr__(self):
        return "<{0.name!r} {0.size}>".format(self)


class _File:
    __slots__ = ("data", "modified", "gone")

    def __init__(self, data, modified):
        self.data = data
        self.modified = modified
        self.gone = False   # removed from the tree, while an upload may still hold it

    def size(self):
        return len(self.data)


class _Folder:
    __slots__ = ("children", "modified")

    def __init__(self, modified):
        self.children = {}
        self.modified = modified

    def size(self):
        return 0


def resolve(folder, name):
    """The path that `name` means to someone in `folder`. ".." above the root stays at the root. BadName."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise BadName("names are written in UTF-8 here") from None
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in name):
        raise BadName("a name has no control characters")
    parts = [] if name.startswith("/") else [part for part in folder.split("/") if part]
    for part in name.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    if len(parts) > MOST_DEPTH:
        raise BadName("there are not that many folders in folders")
    if any(len(part.encode("utf-8")) > MOST_NAME for part in parts):
        raise BadName("a name has at most {} bytes".format(MOST_NAME))
    return "/" + "/".join(parts)


def parent_of(path):
    """The path of the folder that holds `path`, and its name there."""
    parent, _, name = path.rpartition("/")
    return parent or "/", name


class FileTree:
    """The tree. Every method takes paths as `resolve` gives them, and raises Refused for what cannot be.

    clock  gives the time of what is written from now on
    """

    def __init__(self, most_bytes=MOST_BYTES, most_entries=MOST_ENTRIES, clock=time.time):
        self.most_bytes = most_bytes
        self.most_entries = most_entries
        self._clock = clock
        self._root = _Folder(int(clock()))
        self._bytes = 0
        self._entries = 0
        self._lock = threading.RLock()

    # Looking

    def entry(self, path):
        """What is at `path`."""
        with self._lock:
            node = self._find(path)
            return Entry(parent_of(path)[1] or "/", isinstance(node, _Folder), node.size(), node.modified)

    def entries(self, path):
        """What is in the folder at `path`, sorted by name."""
        with self._lock:
            children = self._folder(path).children
            return [Entry(name, isinstance(node, _Folder), node.size(), node.modified)
                    for name, node in sorted(children.items())]

    def read(self, path):
        """The bytes of the file at `path`, as they are now."""
        with self._lock:
            return bytes(self._file(path).data)

    def walk(self, path="/"):
        """The paths of all files in and below a folder, sorted."""
        found, folders = [], [path]
        while folders:
            folder = folders.pop()
            for entry in self.entries(folder):
                (folders if entry.is_folder else found).append(folder.rstrip("/") + "/" + entry.name)
        return sorted(found)

    # Changing

    def upload(self, path, keep=0):
        """Start to write the file at `path`, and return an Upload.

        keep  so many bytes of the file that is there stay; all of them if it is None
        """
        with self._lock:
            parent, name = self._place(path)
            node = parent.children.get(name)
            if isinstance(node, _Folder):
                raise WrongKind("this is a folder")
            size = node.size() if node else 0
            keep = size if keep is None else keep
            if keep > size:
                raise Refused("the file has only {} bytes".format(size))
            if node is None:
                node = _File(bytearray(), 0)
                self._add(parent, name, node)
            node.data = bytearray(node.data[:keep])
            self._bytes -= size - keep
            self._touch(node)
            return Upload(self, node)

    def write(self, path, data, modified=None):
        """Put a whole file at `path`."""
        with self._lock:
            self.upload(path).write(data)
            self.set_modified(path, modified)

    def make_folder(self, path, modified=None):
        """A new, empty folder; the folder around it must be there."""
        with self._lock:
            parent, name = self._place(path)
            if name in parent.children:
                raise NameTaken("there is something of that name already")
            self._add(parent, name, _Folder(int(self._clock())))
            self.set_modified(path, modified)

    def set_modified(self, path, modified):
        """Set the time of a file or folder; None changes nothing."""
        with self._lock:
            if modified is not None:
                self._find(path).modified = modified

    def remove(self, path):
        """Delete a file."""
        with self._lock:
            node = self._file(path)
            self._bytes -= node.size()
            node.gone = True
            self._drop(path)

    def remove_folder(self, path):
        """Delete a folder in which nothing is."""
        with self._lock:
            if self._folder(path).children:
                raise NotEmpty("the folder is not empty")
            if path == "/":
                raise BadName("the root stays")
            self._drop(path)

    def rename(self, old, new):
        """Give a file or folder another name, maybe elsewhere. A file replaces the file it finds there."""
        with self._lock:
            node = self._find(old)
            if old == new:
                return
            if (new + "/").startswith(old.rstrip("/") + "/"):
                raise BadName("a folder cannot be moved into itself")
            parent, name = self._place(new)
            if name in parent.children:
                if isinstance(node, _Folder) or isinstance(parent.children[name], _Folder):
                    raise NameTaken("there is something of that name already")
                self.remove(new)
            self._drop(old)
            self._add(parent, name, node)

    # Inside

    def _find(self, path):
        node = self._root
        for part in path.split("/"):
            if part:
                node = node.children.get(part) if isinstance(node, _Folder) else None
        if node is None:
            raise NoSuchName("no such file or folder")
        return node

    def _file(self, path):
        node = self._find(path)
        if isinstance(node, _Folder):
            raise WrongKind("this is a folder")
        return node

    def _folder(self, path):
        node = self._find(path)
        if isinstance(node, _File):
            raise WrongKind("this is no folder")
        return node

    def _place(self, path):
        """The folder in which `path` is, or will be, and its name there."""
        parent, name = parent_of(path)
        if not name:
            raise WrongKind("this is a folder")
        return self._folder(parent), name

    def _add(self, parent, name, node):
        if self._entries >= self.most_entries:
            raise Full("there are too many files and folders already")
        parent.children[name] = node
        self._entries += 1
        self._touch(parent)

    def _drop(self, path):
        parent, name = self._place(path)
        del parent.children[name]
        self._entries -= 1
        self._touch(parent)

    def _touch(self, node):
        node.modified = int(self._clock())


class Upload:
    """A file that is being written. What has been written is in the tree at once: it can be resumed."""

    def __init__(self, tree, node):
        self._tree = tree
        self._node = node

    def write(self, data):
        """Append `data`; nothing of it is kept when there is no room."""
        tree, node = self._tree, self._node
        with tree._lock:
            if node.gone:
                raise NoSuchName("the file was deleted meanwhile")
            if tree._bytes + len(data) > tree.most_bytes:
                raise Full("there is no room for more")
            node.data += data
            tree._bytes += len(data)
            tree._touch(node)


def make(seed):
    """The practice tree of `seed`: the same bytes, names and times on every Python."""
    from bundle.servers.stores.library import fill
    tree = FileTree()
    fill(tree, seed)
    return tree

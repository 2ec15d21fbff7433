"""The FTP commands about files: fetching, storing, renaming, listing.

A part of FTP (ftp.py), which has the table of commands, the settings (type, offset, current folder) and the
transfers. The file tree refuses what cannot be; FTP turns that into 550 and its relatives.
"""

from bundle.servers.ftp_data import FromNetwork, receiving, sending, to_network
from bundle.servers.ftp_listing import as_lines, facts_line, long_line, many_lines, stamp
from bundle.servers.stores.files import NameTaken, NoSuchName, WrongKind, parent_of, resolve


class FileCommands:
    """A method for each command; FTP inherits them."""

    def _path(self, name):
        return resolve(self._folder, name) if name else self._folder

    # Files that travel

    def retrieve(self, name):
        path, offset = self._path(name), self._take_offset()
        content = self.store.read(path)
        if offset > len(content):
            return "554 The file has only {} bytes.".format(len(content))
        if not self._binary:
            return self._send("RETR", path, to_network(content), "ASCII", parent_of(path)[1])
        size = "{} ({} bytes)".format(parent_of(path)[1], len(content) - offset)
        return self._send("RETR", path, content[offset:], "BINARY", size)

    def _send(self, verb, path, content, kind, what):
        opening = "150 Opening {} mode data connection for {}.".format(kind, what)
        return self.transfer(verb, path, sending(content), opening, len(content))

    def store_file(self, name):
        return self._receive("STOR", self._path(name), self._take_offset())

    def append(self, name):
        """After REST, APPE is STOR (RFC 3659 section 5.3)."""
        return self._receive("APPE", self._path(name), self._take_offset() or None)

    def store_unique(self, name="upload"):
        self._take_offset()
        path = free = self._path(name)
        number = 0
        while self._exists(free):
            number += 1
            free = "{}.{}".format(path, number)
        return self._receive("STOU", free, 0)

    def _receive(self, verb, path, keep):
        if not self._channel.arranged:
            return self.transfer(verb, path, None, None)
        try:
            if keep and keep > self.store.entry(path).size:
                return "554 The file has fewer than {} bytes.".format(keep)
            upload = self.store.upload(path, keep)
        except (NoSuchName, WrongKind) as problem:
            return "553 " + sentence(problem)
        opening = "150 FILE: {}" if verb == "STOU" else "150 Ready for {}."     # RFC 1123 section 4.1.2.9
        work = receiving(upload, None if self._binary else FromNetwork())
        return self.transfer(verb, path, work, opening.format(parent_of(path)[1]))

    def _take_offset(self):
        """What REST said; it holds for one transfer."""
        offset, self._offset = self._offset, 0
        return offset

    def _exists(self, path):
        try:
            return bool(self.store.entry(path))
        except NoSuchName:
            return False

    # Files that change

    def delete(self, name):
        self.store.remove(self._path(name))
        return "250 Deleted."

    def rename_from(self, name):
        self._renaming = self._path(name)
        self.store.entry(self._renaming)
        return "350 And what shall it be called?"

    def rename_to(self, name):
        """RNTO must follow its RNFR at once (RFC 959 section 4.1.3)."""
        before = self.commands[-2]
        if before.verb != "RNFR" or not before.reply.startswith("350"):
            return "503 Say RNFR first."
        try:
            self.store.rename(self._renaming, self._path(name))
        except NameTaken as problem:
            return "553 " + sentence(problem)
        return "250 Renamed."

    def make_folder(self, name):
        path = self._path(name)
        self.store.make_folder(path)
        return '257 "{}" created.'.format(path.replace('"', '""'))

    def remove_folder(self, name):
        self.store.remove_folder(self._path(name))
        return "250 Removed."

    # What there is

    def list(self, name=""):
        name = self._without_options(name)
        lines = [long_line(entry, self.may_write) for _, entry in self._matching(name)]
        return self._send("LIST", self._path(name), as_lines(lines), "ASCII", "the list")

    def list_here(self, name):
        """STAT with a name: the list comes as the reply (RFC 959 section 4.1.3)."""
        name = self._without_options(name)
        lines = [long_line(entry, self.may_write) for _, entry in self._matching(name)]
        return many_lines(213, "As LIST would say:", lines, "End of the list.")

    def name_list(self, name=""):
        """Names that the client can use in its next command as they are (RFC 1123 section 4.1.2.7)."""
        name = self._without_options(name)
        lines = [front + entry.name for front, entry in self._matching(name)]
        return self._send("NLST", self._path(name), as_lines(lines), "ASCII", "the list of names")

    def machine_list(self, name=""):
        path = self._path(name)
        if not self.store.entry(path).is_folder:
            return "501 This is no folder."     # RFC 3659 section 7.2.1
        lines = [facts_line(entry, entry.name, self._facts, self.may_write)
                 for entry in self.store.entries(path)]
        return self._send("MLSD", path, as_lines(lines), "ASCII", "the list of facts")

    def machine_entry(self, name=""):
        path = self._path(name)
        line = facts_line(self.store.entry(path), path, self._facts, self.may_write)
        return many_lines(250, "Listing", [line], "End")

    def size(self, name):
        """What RETR would send; in TYPE A nobody knows without converting it all (RFC 3659 section 4)."""
        entry = self._file_entry(name)
        return "213 {}".format(entry.size) if self._binary else "550 SIZE is not allowed in ASCII mode."

    def modified(self, name):
        return "213 " + stamp(self._file_entry(name).modified)

    def _file_entry(self, name):
        entry = self.store.entry(self._path(name))
        if entry.is_folder:
            raise WrongKind("this is a folder")
        return entry

    def _matching(self, name):
        """The entries that `name` means, each with what the client writes in front of its name."""
        folder, _, pattern = name.rpartition("/")
        if "*" in pattern or "?" in pattern:
            from fnmatch import fnmatchcase
            found = [entry for entry in self.store.entries(self._path(name[:-len(pattern)]))
                     if fnmatchcase(entry.name, pattern)]
            return [(name[:-len(pattern)], entry) for entry in found]
        path = self._path(name)
        entry = self.store.entry(path)
        if not entry.is_folder:
            return [(name[:len(name) - len(pattern)], entry)]
        front = "" if path == self._folder else name.rstrip("/") + "/"
        return [(front, entry) for entry in self.store.entries(path)]

    def _without_options(self, name):
        """LIST -la and the like: clients take us for `ls`."""
        while name.startswith("-") and not self._exists(self._path(name)):
            name = name.partition(" ")[2].lstrip()
        return name


def sentence(problem):
    """What the file tree said, as a sentence."""
    text = str(problem)
    return text[:1].upper() + text[1:] + "."

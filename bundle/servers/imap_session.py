"""How IMAP's commands are read and answered, whatever they mean (RFC 3501 section 2.2).

    C: a7 STORE 2 +FLAGS (\\Deleted)
    S: * 2 FETCH (FLAGS (\\Deleted))
    S: a7 OK STORE completed

A command is a tag, a verb, and arguments that each have their grammar. Its method returns nothing where it
went well, or the status to send; it raises Bad, No or Refused; what else it has to say, it tells in
untagged lines before.
"""
from bundle.servers.imap_fetch import items_of
from bundle.servers.imap_parse import Bad, Scanner, TooBig, read_command
from bundle.servers.session import Said, Session
from bundle.servers.stores.folders import Refused
from bundle.servers.stores.letters import as_bytes

MOST_SIZE = 4 * 1024 * 1024     # bytes of a message that is appended
MOST_COMMAND = 64 * 1024        # bytes of any other command, its literals included
MOST_AT_ONCE = 256 * 1024       # bytes of a reply; a longer one goes out in several sends
ANSWERED = ""                   # what a method returns that has sent the last line itself


class No(Exception):
    """The command cannot be carried out; the text says why."""


class TaggedSession(Session):
    """A Session of commands with tags. In its `commands`, the verb of a UID form has two words, "UID
    FETCH", and the reply is the status at the end: "OK UID FETCH completed".
    """

    NO_EXPUNGE = ("SEARCH", "FETCH", "STORE")   # while these are answered, numbers stay (section 7.4.1)

    GRAMMAR = {     # section 9: how an argument is read
        "auth-type": Scanner.atom, "base64": Scanner.base64, "userid": Scanner.text, "password": Scanner.text,
        "mailbox": Scanner.text, "list-mailbox": Scanner.list_mailbox, "flag-list": Scanner.flag_list,
        "date-time": Scanner.date_time, "literal": Scanner.literal, "sequence-set": Scanner.sequence_set,
        "status-atts": Scanner.status_atts, "store-att-flags": Scanner.store_att_flags,
        "fetch-atts": items_of,
    }
    BEGINS = {"flag-list": b"(", "date-time": b'"'}     # by which one sees whether an argument was left out

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.view = None                # of the mailbox that is open
        self.tag = "*"                  # of the command that is being answered
        self.by_uid = False             # it is a UID form
        self.untagged = bytearray()     # lines that go before the last one

    def answer(self, line, offset=0):
        """Read the whole command, carry it out, and send all there is to say about it at once."""
        said = Said("", "", offset)
        self.commands.append(said)
        self.tag = "*"
        try:
            said.reply = self.carry_out(line, said)
        except TooBig:
            said.reply = ("NO" if said.verb == "APPEND" else "BAD") + " that literal is too long"
        except Bad as problem:
            said.reply = "BAD %s" % problem
        except (No, Refused) as problem:
            said.reply = "NO %s" % problem
        self.complete(said)

    def carry_out(self, line, said):
        """The status of the command that begins with `line`. Bad, No, Refused."""
        scanner = Scanner(line)
        self.tag = scanner.tag()
        scanner.space()
        said.verb = verb = self.verb_of(scanner)
        most = MOST_SIZE + self.LINE_LIMIT if verb == "APPEND" else MOST_COMMAND
        scanner.data = read_command(self.conn, line, most, self.LINE_LIMIT)
        said.argument = scanner.data[scanner.at:].strip().decode("utf-8", "surrogateescape")
        command = self.COMMANDS.get(verb)
        if command is None:
            raise Bad("I do not know that command")
        if command.states and self.state not in command.states:
            raise Bad(self.wrong_state(verb, command))
        self.by_uid = verb.startswith("UID ")
        if command.method == "search":      # it reads its keys itself: what they mean depends on the mailbox
            scanner.space()
            status = self.search(scanner)
        else:
            status = getattr(self, command.method)(*self.arguments(command, scanner))
        return "OK %s completed" % verb if status is None else status

    def verb_of(self, scanner):
        """The verb, in capitals; that of a UID form has two words."""
        verb = scanner.atom()
        return verb + " " + scanner.atom() if verb == "UID" and scanner.skip(b" ") else verb

    def arguments(self, command, scanner):
        """The arguments, each as its part of the grammar reads it; None for those left out."""
        found = []
        for word in command.arguments.split():
            kind = word.strip("[]")
            is_there = kind == word or scanner.is_next(b" " + self.BEGINS.get(kind, b""))
            if is_there:
                scanner.space()
            found.append(self.GRAMMAR[kind](scanner) if is_there else None)
        scanner.end()
        return found

    def complete(self, said):
        """Send the untagged lines, what has changed meanwhile, and the status."""
        if said.reply == ANSWERED:
            return
        is_bad = said.reply.startswith("BAD")
        if self.view and not self.finished and not is_bad:
            self.untagged += b"".join(self.view.news(said.verb not in self.NO_EXPUNGE))
        lines = bytes(self.untagged) + ("%s %s\r\n" % (self.tag, said.reply)).encode("utf-8", "replace")
        self.untagged.clear()
        if is_bad:
            return self._refuse(lines)
        self._bad = 0
        self.reply(lines)

    def tell(self, line):
        """An untagged line, bytes or str; a reply that grows long goes out piece by piece."""
        self.untagged += b"* %s\r\n" % as_bytes(line)
        if len(self.untagged) > MOST_AT_ONCE:
            self.conn.send(bytes(self.untagged))
            self.untagged.clear()

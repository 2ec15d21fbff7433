"""An FTP server (RFC 959), with today's passive mode (RFC 2428) and listings for programs (RFC 3659).

Two connections: commands and replies travel on the control connection, and each file or listing on a data
connection of its own, whose end is the end of the file. Here are the table of commands, logging in and the
settings of a transfer; ftp_files.py has the commands about files, ftp_data.py the data connections, ftp_tls.py
what belongs to TLS. Nothing here knows a socket.
"""

import re

from bundle.servers.ftp_data import NO_CONNECTION, DataChannel, NoConnection, Transfer
from bundle.servers.ftp_files import FileCommands, sentence
from bundle.servers.ftp_listing import FACTS, feature, many_lines
from bundle.servers.ftp_tls import SecurityCommands
from bundle.servers.session import Command, Session
from bundle.servers.stores.files import BadName, Full, Refused, WrongKind, parent_of

USERS = {"alice": "wonderland"}
GUESTS = ("anonymous", "ftp")       # any password will do; they may not write
MOST_WRONG_PASSWORDS = 5

ALL = ("user", "guest")             # the states in which someone is logged in
MAY_WRITE = ("user",)


class FTP(FileCommands, SecurityCommands, Session):
    """One control connection, and the transfers that it asks for."""

    name = "ftp"
    LINE_LIMIT = 1024
    GREETING = "220 netprog practice FTP server ready."
    UNKNOWN = "500 Unknown command."
    TOO_LONG = "500 Line too long."
    BAD_ARGUMENTS = "501 Wrong number of arguments; HELP and a command says more."
    WRONG_STATE = "530 Log in with USER and PASS first."
    IDLE = "421 Idle for too long, closing."
    TOO_MANY_BAD = "421 Too many errors, closing."
    TOO_MANY_CLIENTS = "421 Too many clients, try again later."

    COMMANDS = {
        # Who is there (RFC 959 section 4.1.1)
        "USER": Command("user", "name...", (), "say who you are"),
        "PASS": Command("password", "[password...]", ("named",), "say the password"),
        "ACCT": Command("account", "account...", (), "not needed here"),
        "REIN": Command("reinitialize", "", (), "log out, stay connected"),
        "QUIT": Command("quit", "", (), "log out and close"),
        # Where (RFC 959 sections 4.1.1 and 4.1.3)
        "CWD": Command("change", "folder...", ALL, "go to another folder"),
        "CDUP": Command("change_up", "", ALL, "go to the folder above"),
        "PWD": Command("where", "", ALL, "name the current folder"),
        # How (RFC 959 section 4.1.2, RFC 2428, RFC 3659 section 5)
        "TYPE": Command("set_type", "code [form]", ALL, "A: text lines, I: bytes as they are"),
        "MODE": Command("set_mode", "code", ALL, "S: stream, the only one"),
        "STRU": Command("set_structure", "code", ALL, "F: file, the only one"),
        "PASV": Command("passive", "", ALL, "let me connect to you: address and port"),
        "EPSV": Command("extended_passive", "[protocol]", ALL, "let me connect to you: port only"),
        "PORT": Command("active", "h1,h2,h3,h4,p1,p2", ALL, "connect to me"),
        "EPRT": Command("extended_active", "|1|address|port|", ALL, "connect to me"),
        "REST": Command("restart", "offset", ALL, "start the next transfer at this byte"),
        # Files (RFC 959 section 4.1.3)
        "RETR": Command("retrieve", "file...", ALL, "send me a file"),
        "STOR": Command("store_file", "file...", MAY_WRITE, "take a file"),
        "STOU": Command("store_unique", "[file...]", MAY_WRITE, "take a file, under a name that is free"),
        "APPE": Command("append", "file...", MAY_WRITE, "add to the end of a file"),
        "ALLO": Command("allocate", "bytes [R] [records]", ALL, "not needed here"),
        "ABOR": Command("abort", "", (), "stop the transfer"),
        "DELE": Command("delete", "file...", MAY_WRITE, "delete a file"),
        "RNFR": Command("rename_from", "name...", MAY_WRITE, "rename this; RNTO follows"),
        "RNTO": Command("rename_to", "name...", MAY_WRITE, "the new name"),
        "MKD": Command("make_folder", "folder...", MAY_WRITE, "make a folder"),
        "RMD": Command("remove_folder", "folder...", MAY_WRITE, "remove an empty folder"),
        # What there is (RFC 959 section 4.1.3, RFC 3659)
        "LIST": Command("list", "[name...]", ALL, "list for people to read"),
        "NLST": Command("name_list", "[name...]", ALL, "list of names only"),
        "MLSD": Command("machine_list", "[folder...]", ALL, "list for programs to read"),
        "MLST": Command("machine_entry", "[name...]", ALL, "the facts about one name"),
        "SIZE": Command("size", "file...", ALL, "the bytes of a file, in TYPE I"),
        "MDTM": Command("modified", "file...", ALL, "the time of a file, UTC"),
        "STAT": Command("status", "[name...]", ALL, "how things stand, or a list without a data connection"),
        # About the server (RFC 959 section 4.1.3, RFC 2389)
        "SYST": Command("system", "", (), "the kind of system"),
        "FEAT": Command("features", "", (), "what is known beyond RFC 959"),
        "OPTS": Command("options", "option...", (), "how a command shall work"),
        "HELP": Command("help", "[command]", (), "this"),
        "NOOP": Command("nothing", "", (), "do nothing"),
        # In secret (RFC 4217)
        "AUTH": Command("authenticate", "mechanism", (), "begin TLS: AUTH TLS"),
        "PBSZ": Command("protection_buffer", "size", (), "say PBSZ 0 before PROT"),
        "PROT": Command("protect", "level", (), "data connections: C in clear, P with TLS"),
        # Known, and refused
        "CCC": Command("not_here", "", (), "no way back from TLS"),
        "SITE": Command("not_here", "[command...]", (), "nothing of this site's own"),
        "SMNT": Command("not_here", "[name...]", (), "nothing to mount"),
    }
    for old, new in (("XCWD", "CWD"), ("XCUP", "CDUP"), ("XPWD", "PWD"), ("XMKD", "MKD"), ("XRMD", "RMD")):
        COMMANDS[old] = COMMANDS[new]   # names from before RFC 959, still spoken
    del old, new

    def __init__(self, conn, store):
        super().__init__(conn, store)
        self.transfers = []     # Transfer, in order; those that got as far as 150
        self._channel = DataChannel(conn)
        self._wrong_passwords = 0
        self._forget()

    def _forget(self):
        """As it is after connecting, and after REIN."""
        self.state = ""
        self._user = ""
        self._folder = "/"
        self._binary = False    # TYPE A is where everyone begins (RFC 959 section 5.1)
        self._offset = 0
        self._renaming = None
        self._epsv_only = False
        self._facts = FACTS
        self._channel.close()

    # The conversation

    def answer(self, line, offset=0):
        """One command. While a transfer goes on, only ABOR and STAT are heard; others wait for its end."""
        line = without_telnet(line)
        verb = line.partition(b" ")[0].strip().upper()
        if self.busy() and verb not in (b"ABOR", b"STAT"):
            self.transfers[-1].wait()
        try:
            super().answer(line, offset)
        except Refused as problem:
            self.reply("{} {}".format(code_of(problem), sentence(problem)))
        except NoConnection:
            self.reply(NO_CONNECTION)

    def transfer(self, verb, path, work, opening, total=None):
        """Say `opening` (150) and begin. The transfer itself says how it ended, so there is no reply."""
        if not self._channel.arranged:
            return NOT_ARRANGED
        self.reply(opening)
        transfer = Transfer(verb, path, total)
        self.transfers.append(transfer)
        transfer.start(self._channel, work, self.tell_end, self.tls if self._protects_data() else None)

    def tell_end(self, reply):
        """The end of a transfer, said while the session itself waits for the next command."""
        self.conn.send(reply.encode("utf-8") + b"\r\n")
        self.conn.flush()

    def wrong_state(self, verb, command):
        if verb == "PASS":
            return "503 Say USER first."
        if self.state == "guest":
            return "550 Guests may only read; alice may write."
        return self.WRONG_STATE

    def busy(self):
        return bool(self.transfers) and self.transfers[-1].going_on

    def leave(self):
        """A transfer does not outlive its control connection (RFC 959 section 4.1.1, at QUIT)."""
        if self.busy():
            self.transfers[-1].stop()
        self._channel.close()

    @property
    def may_write(self):
        return self.state in MAY_WRITE

    # Who is there

    def user(self, name):
        self._forget()
        self._user = name
        self.state = "named"
        return "331 Any password will do." if name in GUESTS else "331 Password, please."

    def password(self, password=""):
        if self._user in GUESTS:
            self.state = "guest"
            return "230 Logged in; you may read."
        if USERS.get(self._user) == password:
            self.state = "user"
            return "230 Logged in."
        self.state = ""
        self._wrong_passwords += 1
        self.finished = self._wrong_passwords >= MOST_WRONG_PASSWORDS
        return "421 Too many wrong passwords, closing." if self.finished else "530 Wrong name or password."

    def account(self, account):
        return "202 No account is needed here."

    def reinitialize(self):
        if self.conn.secure:
            return "502 There is no way back from TLS; QUIT, and connect again."
        self._forget()
        return self.GREETING

    def quit(self):
        self.finished = True
        return "221 Goodbye."

    # Where

    def change(self, name):
        path = self._path(name)
        if not self.store.entry(path).is_folder:
            raise WrongKind("this is no folder")
        self._folder = path
        return '250 Now in "{}".'.format(quoted(path))

    def change_up(self):
        self._folder = parent_of(self._folder)[0]
        return '200 Now in "{}".'.format(quoted(self._folder))

    def where(self):
        return '257 "{}" is the current folder.'.format(quoted(self._folder))

    # How

    def set_type(self, code, form="N"):
        asked = code.upper(), form.upper()
        if asked in (("A", "N"), ("I", "N"), ("L", "8")):
            self._binary = code.upper() != "A"
            return "200 Type is I: bytes as they are." if self._binary else "200 Type is A: lines of text."
        return "504 Only TYPE A, I and L 8." if asked[0] in ("A", "E", "I", "L") else "501 No such type."

    def set_mode(self, code):
        if code.upper() == "S":
            return "200 Mode is stream."
        return "504 Only MODE S." if code.upper() in ("B", "C") else "501 There is no such mode."

    def set_structure(self, code):
        if code.upper() == "F":
            return "200 Structure is file."
        return "504 Only STRU F." if code.upper() in ("R", "P") else "501 There is no such structure."

    def passive(self):
        if self._epsv_only:
            return EPSV_ONLY
        port = self._channel.listen()
        address = self.conn.host.replace(".", ",")
        return "227 Entering Passive Mode ({},{},{}).".format(address, port >> 8, port & 255)

    def extended_passive(self, protocol="1"):
        if protocol.upper() == "ALL":
            self._epsv_only = True
            return "200 Only EPSV from now on."
        if not protocol.isdigit():
            return "501 EPSV takes a protocol number or ALL."
        if protocol != "1":
            return OTHER_PROTOCOL
        return "229 Entering Extended Passive Mode (|||{}|).".format(self._channel.listen())

    def active(self, where):
        if not re.fullmatch("[0-9]{1,3}(,[0-9]{1,3}){5}", where):
            return "501 PORT takes six numbers with commas."
        fields = [int(number) for number in where.split(",")]
        if max(fields) > 255:
            return "501 PORT takes six numbers below 256."
        return self._call("{}.{}.{}.{}".format(*fields[:4]), fields[4] * 256 + fields[5])

    def extended_active(self, where):
        mark = re.escape(where[0])
        fields = re.fullmatch("{0}([0-9]+){0}([^{0}]+){0}([0-9]{{1,5}}){0}".format(mark), where)
        if not fields or int(fields.group(3)) > 65535:
            return "501 EPRT takes |protocol|address|port|."
        protocol, address, port = fields.groups()
        return self._call(address, int(port)) if protocol == "1" else OTHER_PROTOCOL

    def _call(self, address, port):
        """Only the client itself is called, or we would be its tool against others (RFC 2577 section 3)."""
        if self._epsv_only:
            return EPSV_ONLY
        if address != self.conn.peer_host:
            return "504 Data goes to your own address only."
        if port < 1024:
            return "504 Data goes to ports above 1023 only."
        self._channel.call(port)
        return "200 I will connect to your port {}.".format(port)

    def restart(self, offset):
        if not re.fullmatch("[0-9]{1,18}", offset):
            return "501 REST takes a number of bytes."
        if not self._binary and int(offset):
            return "504 REST counts bytes; say TYPE I first."
        self._offset = int(offset)
        return "350 The next transfer starts at byte {}.".format(self._offset)

    def allocate(self, size, mark="R", records="0"):
        if size.isdigit() and mark.upper() == "R" and records.isdigit():
            return "202 Room is made as the bytes come."
        return "501 ALLO takes a number of bytes."

    def abort(self):
        """A transfer that is stopped says 426 itself; 226 answers the ABOR (RFC 959 section 4.1.3)."""
        if self.busy():
            self.transfers[-1].stop()
        self._channel.close()
        return "226 Nothing is being transferred."

    # About the server

    def status(self, name=None):
        if name is not None:
            return self.list_here(name)
        lines = ["Logged in as " + ("a guest" if self.state == "guest" else self._user),
                 "TYPE: {}, MODE: S, STRU: F".format("I" if self._binary else "A")]
        if self.conn.secure:
            lines.append("This connection is encrypted, data connections are {}".format(self._data_words()))
        if self.busy():
            transfer = self.transfers[-1]
            lines.append("{0.verb} {0.path}: {0.moved} bytes so far".format(transfer))
        return many_lines(211, "netprog practice FTP server", lines, "End of status.")

    def system(self):
        return "215 UNIX Type: L8"

    def features(self):
        lines = ["EPRT", "EPSV", "MDTM", feature(self._facts), "REST STREAM", "SIZE", "TVFS", "UTF8"]
        if self.tls:
            lines += ["AUTH TLS", "PBSZ", "PROT"]
        return many_lines(211, "Features:", lines, "End")

    def options(self, text):
        """OPTS UTF8 ON, which is always so; OPTS MLST chooses the facts (RFC 3659 section 7.9)."""
        command, _, option = text.partition(" ")
        if command.upper() in ("UTF8", "UTF-8"):
            return "200 UTF8 is on." if option.upper() in ("", "ON") else "504 Names are always in UTF-8."
        if command.upper() != "MLST":
            return "501 There is nothing to choose for that command."
        self._facts = tuple(fact for fact in FACTS if fact in option.lower().split(";"))
        return "200 MLST OPTS {}".format("".join(fact + ";" for fact in self._facts)).rstrip()

    def help(self, verb=None):
        if verb is None:
            verbs = sorted(self.COMMANDS)
            rows = [verbs[at:at + 10] for at in range(0, len(verbs), 10)]
            lines = [" ".join("{:<4}".format(name) for name in row).rstrip() for row in rows]
            return many_lines(214, "These commands are known:", lines, "HELP and a command says more.")
        command = self.COMMANDS.get(verb.upper())
        if not command:
            return "501 There is no such command."
        usage = "{} {}".format(verb.upper(), command.arguments.replace("...", "")).strip()
        return "214 {}: {}.".format(usage, command.help)

    def nothing(self):
        return "200 Nothing done."

    def not_here(self, argument=""):
        return "502 {} is not for this server.".format(self.commands[-1].verb)


NOT_ARRANGED = "425 Say EPSV, PASV, EPRT or PORT first."
EPSV_ONLY = "503 You said EPSV ALL."
OTHER_PROTOCOL = "522 Network protocol not supported, use (1)"     # RFC 2428 section 2
IAC = re.compile(b"\xff(?:[\xfb-\xfe][^\r\n]|[\xf0-\xfa\xff])")


def without_telnet(line):
    """A line without the Telnet signals that clients put in front of ABOR (RFC 959 section 4.1.3)."""
    return IAC.sub(b"", line)


def code_of(problem):
    """The reply code for what the file tree refused."""
    if isinstance(problem, BadName):
        return 501
    return 552 if isinstance(problem, Full) else 550


def quoted(path):
    """A path between quotes: those in it are doubled (RFC 959 appendix II)."""
    return path.replace('"', '""')

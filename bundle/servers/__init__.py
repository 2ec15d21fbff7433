"""The practice servers: which there are, on which ports they are known, and who may log in.

A protocol is imported when it is first asked for: a session that needs POP3 does not load FTP.
"""

import importlib

USER, PASSWORD = "alice", "wonderland"


class Protocol:
    """A row of PROTOCOLS.

    port            the known port; another is used where it is taken
    session, store  "module:name" below bundle.servers: the Session class, and the function that makes a store from a seed
    user, password  who may log in; None where nobody has to
    tls             TLS from the first byte; the others begin it when they are asked to, if they know how
    udp             datagrams, not connections: `session` then answers one of them (see bundle.wire.datagrams)
    """

    __slots__ = ("name", "port", "session", "store", "user", "password", "tls", "udp")

    def __init__(self, name, port, session, store, user=None, password=None, tls=False, udp=False):
        self.name = name
        self.port = port
        self.session = session
        self.store = store
        self.user = user
        self.password = password
        self.tls = tls
        self.udp = udp

    def make_store(self, seed=0):
        """The content made from `seed`; 0 is the content for practice."""
        return _load(self.store)(seed)

    def session_class(self):
        return _load(self.session)

    def start(self, stores=None, transcript=None):
        """Start a practice server of this protocol, on its known port where that is free: a Service, or a
        DatagramService.

        stores  the Stores of the servers that are started together; its own, if None
        """
        store = (stores or Stores()).of(self)
        if self.udp:
            from bundle.wire.datagrams import DatagramService
            return DatagramService(self.session_class(), store, self.port, transcript).start()
        from bundle.servers.service import Service
        from bundle.servers.practice_tls import context
        security = {"tls" if self.tls else "starttls": context}
        return Service(self.session_class(), store, self.port, transcript, **security).start()


class Stores:
    """What servers that are started together serve. Protocols that name the same function share what it makes, so
    that a mail which SMTP has taken is there for POP3 and for IMAP.
    """

    def __init__(self, seed=0):
        self._seed = seed
        self._made = {}     # what Protocol.store names -> the store

    def of(self, protocol):
        """The store of this Protocol; the content made from seed 0 is the content for practice."""
        if protocol.store not in self._made:
            self._made[protocol.store] = protocol.make_store(self._seed)
        return self._made[protocol.store]


def _load(place):
    module, _, name = place.partition(":")
    return getattr(importlib.import_module("bundle.servers." + module), name)


PROTOCOLS = {protocol.name: protocol for protocol in (
    Protocol("hello", 8010, "hello:Hello", "hello:make"),
    Protocol("stamp", 8011, "stamp:Stamp", "stamp:make"),
    Protocol("database", 8012, "database:Database", "database:make", USER, PASSWORD),
    Protocol("files", 8013, "small_ftp:SmallFTP", "stores.files:make"),
    Protocol("ping", 8014, "ping:Ping", "ping:make", udp=True),
    Protocol("ftp", 8021, "ftp:FTP", "stores.files:make", USER, PASSWORD),
    Protocol("pop3", 8110, "pop3:POP3", "stores.mailbox:make", USER, PASSWORD),
    Protocol("smtp", 8025, "smtp:SMTP", "stores.mailbox:make", USER, PASSWORD),
    Protocol("imap", 8143, "imap:IMAP", "stores.mailbox:make", USER, PASSWORD),
    Protocol("nntp", 8119, "nntp:NNTP", "stores.newsgroups:make"),
    Protocol("http", 8080, "website:Website", "stores.site:make", USER, PASSWORD),
    Protocol("ftps", 8990, "ftp:FTP", "stores.files:make", USER, PASSWORD, tls=True),
    Protocol("pop3s", 8995, "pop3:POP3", "stores.mailbox:make", USER, PASSWORD, tls=True),
    Protocol("imaps", 8993, "imap:IMAP", "stores.mailbox:make", USER, PASSWORD, tls=True),
    Protocol("smtps", 8465, "smtp:SMTP", "stores.mailbox:make", USER, PASSWORD, tls=True),
    Protocol("https", 8443, "website:Website", "stores.site:make", USER, PASSWORD, tls=True),
)}


def session_class_for(name):
    """The Session class of the protocol `name`."""
    return PROTOCOLS[name].session_class()


def store_for(name, seed):
    """A fresh store for the protocol `name`, made from `seed`."""
    return PROTOCOLS[name].make_store(seed)

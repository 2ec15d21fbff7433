"""Certificates for practice: of a CA that a learner may trust, and of servers, one good and three bad.

Everybody has their keys, so they prove nothing to anybody outside a practice. tests/support/make_practice_tls.py
made them. The ssl module is imported when the first context is asked for.
"""

import os

HOME = os.path.dirname(os.path.abspath(__file__))
CA_FILE = os.path.join(HOME, "ca.pem")  # what a client has to trust
CA_NAME = "practice-ca.pem"             # its name in the learner's folder

KINDS = {     # of certificates: what such a one says
    "good": "from the practice CA, for localhost and 127.0.0.1",
    "wrong-name": "from the practice CA, for another host",
    "impostor": "from another CA that calls itself by the same name",
    "expired": "from the practice CA, for localhost and 127.0.0.1, no longer valid",
}

_contexts = {}      # kind -> its context; all connections may use the same one


def context(kind="good"):
    """The ssl.SSLContext of a server that shows the certificate `kind`, one of KINDS."""
    if kind not in _contexts:
        import ssl
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(os.path.join(HOME, kind + ".pem"))
        made.num_tickets = 0    # a client that only uploads never reads them: its close would then be a reset
        _contexts[kind] = made
    return _contexts[kind]

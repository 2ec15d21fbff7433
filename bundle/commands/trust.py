"""TLS for talk: who is there, and who says so, in words. Imported only where TLS is asked for."""

import ssl

from bundle.servers.practice_tls import CA_FILE
from bundle.wire.reaching import is_loopback, written

PROVED = "TLS: the server has proved that it is {}, says {}."
NOT_PROVED = "The server has not proved that it is {}, so nothing was sent: {}"

EXPIRED, NOT_YET_VALID = 10, 9                  # OpenSSL's codes
OTHER_NAMES = (62, 64)                          # a host's, an address's
UNKNOWN_CA = (7, 18, 19, 20, 21)


def begin_tls(conn, host):
    """Begin TLS on `conn`, as a client who wants to talk to `host` alone: (words for the learner, whether all
    is well).

    The CAs are those that this machine trusts; of a server on this machine, also the practice CA, and of no
    other: its key is no secret.
    """
    context = ssl.create_default_context()
    if is_loopback(host):
        context.load_verify_locations(CA_FILE)
    try:
        conn.start_tls(context, server_side=False, hostname=host)
    except OSError as problem:
        return _why_not(problem, conn, host), False
    return PROVED.format(host, _issuer(conn.certificate)), True


def _issuer(certificate):
    """The CA that signed it, by the most telling of its names."""
    names = dict(pair for part in certificate["issuer"] for pair in part)
    name = names.get("commonName") or names.get("organizationName") or "a CA without a name"
    return "the CA “%s”" % name


def _why_not(problem, conn, host):
    cause = problem.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NOT_PROVED.format(host, _verdict(cause, host))
    if conn.received:
        return "What came from %s is no TLS. Leave out --tls." % written((conn.peer_host, conn.peer_port))
    return ("There is %s. Does the server speak TLS there from the first byte? If not, leave out --tls."
            % problem)


def _verdict(error, host):
    """What is wrong with the certificate, and what to do: two sentences."""
    code = error.verify_code
    if code in OTHER_NAMES:
        return "its certificate is for another name. If it is the server you mean, use the name it has there."
    if code in (EXPIRED, NOT_YET_VALID):
        return "its certificate %s. Is the clock of this machine right? Then the server needs a new one." % (
            "has expired" if code == EXPIRED else "is not valid yet")
    if code in UNKNOWN_CA:
        return "no CA that is trusted here has signed its certificate. %s" % (
            "A server of your own needs one from such a CA." if is_loopback(host) else
            "Somebody else may have answered in its place.")
    return "%s." % error.verify_message.rstrip(".")

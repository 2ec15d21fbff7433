"""The arguments of SMTP's commands as RFC 5321 section 4.1.2 writes them: paths, parameters, names of hosts;
and the base64 of AUTH.
"""
import binascii
import re

ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
QUOTED = r'"(?:[ !#-\[\]-~]|\\[ -~])*"'
DOMAIN = r"(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[A-Za-z0-9.:]+\])"
ADDRESS = r"(?P<local>%s|%s)@(?P<domain>%s)|postmaster|" % (ATOMS, QUOTED, DOMAIN)
PATH = re.compile(r" *<(?:@[^ <>:]+:)?(?P<address>%s)>(?: +(?P<rest>.*))?" % ADDRESS, re.IGNORECASE)
PARAMETER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-<>-~]+))?")
HOST = re.compile(r"[A-Za-z0-9._:\[\]-]{1,255}")
LONGEST_PATH, LONGEST_LOCAL_PART = 256, 64                      # section 4.5.3.1


class Path:
    """An address in angle brackets: `address` without them ("" for <>), its halves, and what follows."""

    __slots__ = ("address", "local_part", "domain", "parameters")

    def __init__(self, address, local_part, domain, parameters):
        self.address = address
        self.local_part = local_part
        self.domain = domain
        self.parameters = parameters    # {"SIZE": "1000"}, the names in capitals


def path_of(keyword, text):
    """A Path from "FROM:<a@b.example> SIZE=1000"; None where it is written otherwise.

    A source route (<@one.example:a@b.example>) is dropped (appendix C). Blanks before the bracket are wrong
    (section 3.3) and often there, so they are forgiven. A quoted local part loses its quotes.
    """
    if text[:len(keyword)].upper() != keyword:
        return None
    found = PATH.fullmatch(text, len(keyword))
    parameters = parameters_of(found.group("rest") or "") if found else None
    if parameters is None:
        return None
    address, domain = found.group("address"), found.group("domain") or ""
    local_part = found.group("local") or address
    if local_part.startswith('"'):
        local_part = re.sub(r"\\(.)", r"\1", local_part[1:-1])
    if len(address) > LONGEST_PATH - 2 or len(local_part) > LONGEST_LOCAL_PART:
        return None
    return Path(address, local_part, domain, parameters)


def parameters_of(text):
    """{"BODY": "8BITMIME"} from "body=8BITMIME"; None where a word is no parameter, or one is there twice."""
    words = text.split()
    found = [PARAMETER.fullmatch(word) for word in words]
    if not all(found):
        return None
    parameters = {match.group(1).upper(): match.group(2) or "" for match in found}
    return parameters if len(parameters) == len(words) else None


def is_host(text):
    """Whether it may be the name or the address of a host, as far as a server can tell (section 4.1.4)."""
    return HOST.fullmatch(text) is not None


def is_size(text):
    """A number of bytes: 1 to 20 digits (RFC 1870)."""
    return text.isascii() and text.isdigit() and len(text) <= 20


def base64_of(text):
    return binascii.b2a_base64(text.encode("utf-8"), newline=False).decode("ascii")


def from_base64(text):
    """What was meant; "=" means nothing at all (RFC 4954 section 4). ValueError: it is no base64 of UTF-8."""
    if text == "=":
        return ""
    if not re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", text):
        raise ValueError("not base64")
    return binascii.a2b_base64(text).decode("utf-8")

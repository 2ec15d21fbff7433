"""The FTP commands about TLS: AUTH for the control connection, PROT for the data connections (RFC 4217, with the
commands of RFC 2228).

A part of FTP (ftp.py), which has the table of commands. On both connections the server is the TLS server, whoever
connected to whom.
"""

CLEAR, PRIVATE = "C", "P"


class SecurityCommands:
    """A method for each command; FTP inherits them."""

    _has_said_pbsz = False
    _level = None           # what PROT asked for; None before

    def authenticate(self, mechanism):
        """AUTH TLS (RFC 4217 section 4). What was said in clear is forgotten; the client logs in once more."""
        if not self.may_start_tls:
            return "503 This connection has TLS already." if self.conn.secure else self.not_here()
        if mechanism.upper() not in ("TLS", "TLS-C"):
            return "504 Only AUTH TLS."
        self._forget()
        self._level = CLEAR         # where nothing else is said (RFC 2228 section 3)
        self.start_tls("234 Begin TLS now.")

    def protection_buffer(self, size):
        """PBSZ, a courtesy to other mechanisms: TLS has no such buffer, so the size is 0 (RFC 4217 section 9)."""
        if not self.conn.secure:
            return self._first()
        if not (size.isascii() and size.isdigit() and int(size) < 1 << 32):
            return "501 PBSZ takes a number below 2 to the power of 32."
        self._has_said_pbsz = True
        return "200 PBSZ=0"

    def protect(self, level):
        """PROT C: data connections in clear. PROT P: with TLS."""
        if not self.conn.secure:
            return self._first()
        if not self._has_said_pbsz:
            return "503 Say PBSZ 0 first."
        level = level.upper()
        if level in (CLEAR, PRIVATE):
            self._level = level
            return "200 Data connections are {}.".format(self._data_words())
        return "536 TLS has PROT C and P only." if level in ("S", "E") else "504 There is no such level."

    def _first(self):
        return "503 Say AUTH TLS first." if self.tls else self.not_here()

    def _protects_data(self):
        """Whether a data connection begins TLS. Where the control connection began with it, nobody has to ask."""
        return self.conn.secure and self._level != CLEAR

    def _data_words(self):
        return "encrypted" if self._protects_data() else "in clear"

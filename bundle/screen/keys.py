"""Single keys from a terminal, read by a thread of its own and handed on one by one.

`Keys(put).start()` calls put("h") for a letter and put("up") for a key that has a name; `stop()` ends the
thread at once and puts the terminal's modes back. Escape sequences and pasted text are swallowed, never
misread as letters. Ctrl-C and Ctrl-Z stay signals on POSIX; on Windows Ctrl-C arrives as the key
"ctrl-c". put("eof") says that the terminal is gone.
"""

import os
import sys
import threading

NAMED = {
    "A": "up", "B": "down", "H": "home", "F": "end",            # ESC [ A, and ESC O A
    "1~": "home", "7~": "home", "4~": "end", "8~": "end", "5~": "pgup", "6~": "pgdn",
}
CONTROLS = {"\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace", "\b": "backspace",
            "\x03": "ctrl-c", "\x04": "ctrl-d", "\x0c": "ctrl-l"}
PASTE_STARTS, PASTE_ENDS = "200~", "\x1b[201~"
STRINGS = "]P_^X"           # ESC and one of these start a string (OSC, DCS, …) that ends with BEL or ESC \


class Decoder:
    """Bytes in any pieces → keys. Knows no terminal, so it is tested with bytes alone."""

    def __init__(self):
        import codecs

        self.utf8 = codecs.getincrementaldecoder("utf-8")("ignore")
        self.state = self.ground
        self.sequence = ""

    @property
    def unfinished(self):
        """Whether an escape sequence has begun: the rest of it follows at once, or it was the Esc key."""
        return self.state != self.ground and self.state != self.paste

    def feed(self, data):
        return [key for char in self.utf8.decode(data) for key in [self.state(char)] if key]

    def quiet(self):
        """Nothing followed for a while: what was begun is over."""
        alone = self.state == self.escape
        self.state = self.ground
        return ["esc"] if alone else []

    # what a character means, by what came before it
    def ground(self, char):
        if char == "\x1b":
            self.state = self.escape
            return None
        return CONTROLS.get(char) or (char if char.isprintable() else None)

    def escape(self, char):
        self.sequence = ""
        if char == "[":
            self.state = self.csi
        elif char == "O":
            self.state = self.ss3
        elif char in STRINGS:
            self.state = self.string
        elif char != "\x1b":
            self.state = self.ground            # Alt and a letter: no key of ours
        return None

    def csi(self, char):
        if char == "\x1b":
            return self.ground(char)            # the sequence was cut off, and another one begins
        if not "@" <= char <= "~" or (char == "[" and not self.sequence):
            self.sequence += char
            return None
        sequence = self.sequence + char
        self.sequence = ""
        self.state = self.paste if sequence == PASTE_STARTS else self.ground
        return NAMED.get(sequence)

    def ss3(self, char):
        self.state = self.ground
        return NAMED.get(char)

    def string(self, char):
        if char in "\x07\\" and (char == "\x07" or self.sequence == "\x1b"):
            self.state = self.ground
        self.sequence = char

    def paste(self, char):
        self.sequence = (self.sequence + char)[-len(PASTE_ENDS):]
        if self.sequence == PASTE_ENDS:
            self.state = self.ground


class PosixKeys:
    """cbreak mode and a thread in select(); a pipe wakes it when it has to stop."""

    ESC_SECONDS = 0.1       # a sequence's bytes come together; a slow line may take this long

    def __init__(self, put, stream=None):
        self.put = put
        self.stream = stream or sys.stdin
        self.thread = None
        self.before = None              # the terminal's modes, to be put back

    def start(self):
        self.fd = self.stream.fileno()
        self.before = quietly_get(self.fd)
        self._cbreak()
        self.wake_reader, self.wake_writer = os.pipe()
        self.thread = threading.Thread(target=self._read, name="keys", daemon=True)
        self.thread.start()
        return self

    def stop(self):
        if self.thread:
            os.write(self.wake_writer, b".")
            self.thread.join(5)
            os.close(self.wake_reader)
            os.close(self.wake_writer)
            self.thread = None
            set_modes(self.fd, self.before)

    def resume(self):
        """After the program was stopped and continued: the shell has set modes of its own."""
        self._cbreak()

    def _cbreak(self):
        import termios

        if self.before:
            modes = [part[:] if isinstance(part, list) else part for part in self.before]
            modes[3] &= ~(termios.ECHO | termios.ICANON)
            modes[3] |= termios.NOFLSH      # Ctrl-C would throw away output, also what puts the screen back
            modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
            set_modes(self.fd, modes)

    def _read(self):
        import select

        decoder = Decoder()
        while True:
            waiting = [self.fd, self.wake_reader]
            ready = select.select(waiting, [], [], self.ESC_SECONDS if decoder.unfinished else None)[0]
            if self.wake_reader in ready:
                return
            try:
                data = os.read(self.fd, 1024) if ready else None
            except OSError:                 # EIO: the terminal was closed
                data = b""
            if data == b"":
                self.put("eof")
                return
            for key in decoder.quiet() if data is None else decoder.feed(data):
                self.put(key)


def quietly_get(fd):
    import termios

    try:
        return termios.tcgetattr(fd)
    except termios.error:               # the terminal is gone already
        return None


def set_modes(fd, modes):
    """Sets the terminal's modes; a signal in between starts it anew, a terminal that is gone needs none."""
    import errno
    import termios

    while modes:
        try:
            return termios.tcsetattr(fd, termios.TCSANOW, modes)
        except termios.error as error:
            if error.args[0] != errno.EINTR:
                return


class WindowsKeys:
    """The console has no select(); asking it twenty times a second costs next to nothing."""

    SECONDS = 0.05
    NAMED = {"H": "up", "P": "down", "I": "pgup", "Q": "pgdn", "G": "home", "O": "end"}

    def __init__(self, put, stream=None, msvcrt=None):
        if msvcrt is None:
            import msvcrt
        self.put = put
        self.msvcrt = msvcrt
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.stopping.clear()
        self.thread = threading.Thread(target=self._read, name="keys", daemon=True)
        self.thread.start()
        return self

    def stop(self):
        if self.thread:
            self.stopping.set()
            self.thread.join(5)
            self.thread = None

    def resume(self):
        pass

    def _read(self):
        while not self.stopping.wait(self.SECONDS):
            while self.msvcrt.kbhit():
                key = self._key(self.msvcrt.getwch())
                if key:
                    self.put(key)

    def _key(self, char):
        if char == "\0" or (char == "\xe0" and self.msvcrt.kbhit()):      # alone, \xe0 is the letter à
            return self.NAMED.get(self.msvcrt.getwch())
        return "esc" if char == "\x1b" else CONTROLS.get(char) or (char if char.isprintable() else None)


Keys = WindowsKeys if os.name == "nt" else PosixKeys

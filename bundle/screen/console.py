"""The Windows console: switched to understand the same control sequences as any other terminal, and back.

Nothing here is called on POSIX. `kernel32` can be handed in, so that the tests run anywhere.
"""

STDIN, STDOUT = -10, -11
PROCESSED_INPUT = 0x0001                # Ctrl-C as a signal rather than a key
VIRTUAL_TERMINAL_PROCESSING = 0x0004


class Console:
    """`output` asks it to obey control sequences, and says whether it does; `enter` wants single keys too;
    `leave` puts everything back."""

    def __init__(self, kernel32=None):
        if kernel32 is None:
            import ctypes

            kernel32 = ctypes.WinDLL("kernel32")
            kernel32.GetStdHandle.restype = ctypes.c_void_p
            kernel32.GetConsoleMode.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
            kernel32.SetConsoleMode.argtypes = [ctypes.c_void_p, ctypes.c_uint]
        self.kernel32 = kernel32
        self.modes = {}                 # stream -> the mode it had

    def output(self):
        return self._change(STDOUT, lambda mode: mode | VIRTUAL_TERMINAL_PROCESSING)

    def enter(self):
        self._change(STDIN, lambda mode: mode & ~PROCESSED_INPUT)
        return self.output()

    def leave(self):
        for stream, mode in self.modes.items():
            self.kernel32.SetConsoleMode(self.kernel32.GetStdHandle(stream), mode)
        self.modes.clear()

    def _change(self, stream, new):
        import ctypes

        handle, mode = self.kernel32.GetStdHandle(stream), ctypes.c_uint()
        if not self.kernel32.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        self.modes.setdefault(stream, mode.value)
        return bool(self.kernel32.SetConsoleMode(handle, new(mode.value)))

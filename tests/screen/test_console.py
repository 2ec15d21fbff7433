import ctypes

import pytest

from bundle.screen.console import PROCESSED_INPUT, STDIN, STDOUT, VIRTUAL_TERMINAL_PROCESSING, Console


class Kernel32:
    """The two consoles of a process, and whether this Windows knows control sequences."""

    def __init__(self, knows=True, redirected=()):
        self.modes = {STDIN: 0x01F7, STDOUT: 0x0003}
        self.knows, self.redirected = knows, redirected

    def GetStdHandle(self, which):
        return which

    def GetConsoleMode(self, handle, pointer):
        ctypes.cast(pointer, ctypes.POINTER(ctypes.c_uint))[0] = self.modes[handle]
        return 0 if handle in self.redirected else 1

    def SetConsoleMode(self, handle, mode):
        if mode & VIRTUAL_TERMINAL_PROCESSING and handle == STDOUT and not self.knows:
            return 0
        self.modes[handle] = mode
        return 1


@pytest.mark.parametrize("kernel32, understood", [
    pytest.param(Kernel32(), True, id="Windows 10 and later"),
    pytest.param(Kernel32(knows=False), False, id="an older console"),
    pytest.param(Kernel32(redirected=[STDOUT]), False, id="no console"),
])
def test_modes_are_set_and_put_back(kernel32, understood):
    before = dict(kernel32.modes)
    console = Console(kernel32)
    assert console.enter() is understood
    assert not kernel32.modes[STDIN] & PROCESSED_INPUT
    console.leave()
    assert kernel32.modes == before

"""Where the session is played: the terminal, taken and given back; its keys, its size, the signals that
end or stop us.

It turns what comes from outside into events and puts pages on the screen. It knows nothing of lessons.
"""

import os
import threading

from bundle.guiding import editor
from bundle.guiding.events import EditorClosed, Interrupted, Key
from bundle.guiding.signals import Signals, stop_here
from bundle.guiding.watcher import Watcher
from bundle.screen.canvas import Canvas, Scroll
from bundle.screen.keys import Keys

ENDS = {"ctrl-c": Interrupted(2), "eof": Interrupted(1)}     # keys that are what SIGINT and SIGHUP are


class Stage:
    def __init__(self, terminal, put):
        self.terminal = terminal
        self.put = put
        self.watcher = Watcher(put, terminal.size)
        self.signals = Signals(put)
        self.keys = Keys(lambda name: put(ENDS[name] if name in ENDS else Key(name)))
        self.canvas = make_canvas(terminal)
        self.editor = None              # the process that has the terminal now

    def open(self, at_the_end):
        """Take the terminal. `at_the_end`, an ExitStack, puts back what was changed, even if this fails."""
        self.signals.install()
        at_the_end.callback(self.signals.restore)
        at_the_end.callback(self.watcher.stop)
        at_the_end.callback(self.give)
        at_the_end.callback(self.end_editor)
        self.take()
        self.watcher.start()

    def take(self):
        self.editor = None
        self.keys.start()
        self.canvas.enter()

    def give(self):
        """As it was before: for the shell, an editor, or at the end."""
        try:
            self.canvas.leave()
        finally:
            self.keys.stop()

    def show(self, view, session):
        if self.canvas.entered:
            columns, rows = self.terminal.size()
            in_place = self.terminal.redraws
            page = view.draw(session, columns, rows) if in_place else view.whole(session, columns)
            try:
                self.canvas.show(page, rows)
            except OSError:             # the window was closed; the signal may come later, or never
                self.put(Interrupted(1))

    def suspend(self):
        """Ctrl-Z: the shell gets the terminal as it was, until `fg`. An editor does that itself."""
        if not self.editor:
            self.give()
        stop_here()
        if not self.editor:
            self.take()

    def go_on(self):
        """Continued, perhaps after a stop that nobody told us of: the terminal may be in any state."""
        if not self.editor:
            self.keys.resume()
            self.canvas.enter()

    def edit(self, file):
        """Open the file in the learner's editor, and give it the terminal if it wants that. NoEditor."""
        command, wants_terminal = editor.choose()
        if not wants_terminal:
            return editor.start_window(command, file)
        self.give()
        try:
            self.editor = editor.start_here(command, file)
        except editor.NoEditor:
            self.take()
            raise
        threading.Thread(target=self._wait, args=(self.editor,), name="editor", daemon=True).start()

    def end_editor(self):
        if self.editor:
            self.editor.terminate()
            self.editor.wait(5)

    def _wait(self, process):
        process.wait()
        self.put(EditorClosed())


def make_canvas(terminal):
    """What can be drawn on here."""
    if not terminal.redraws:
        return Scroll(terminal.out)
    console = None
    if os.name == "nt":
        from bundle.screen.console import Console

        console = Console()
    return Canvas(terminal.out, console)

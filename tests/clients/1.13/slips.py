"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "heap_to_the_mover_only": ("solution.py", "sent-other waited", [
        ("""\
                first.tell(f"heap {heap}")
                second.tell(f"heap {heap}")""",
         '                mover.tell(f"heap {heap}")'),
    ]),
    "never_closes": ("solution.py", "waited", [
        ("""\
    with first.conn, second.conn:
        play(first, second)""",
         """\
    play(first, second)
    threading.Event().wait()"""),
    ]),
    "no_lobby_cleanup": ("right/threads_per_player.py", "gone-player-paired", [
        ("lobby.remove(self)", "pass"),
    ]),
    "number_not_checked": ("solution.py", "illegal-move waited closed-early", [
        ('if line not in (b"take 1", b"take 2", b"take 3") or int(line[5:]) > heap:',
         "if not 1 <= int(line.split()[1]) <= min(3, heap):"),
    ]),
    "one_limit_a_game": ("solution.py", "too-soon", [
        ("""\
                deadline = time.monotonic() + limit
""",
         ""),
    ]),
    "reads_utf_8_lines": ("right/threads_per_player.py", "not-text", [
        (r'for line in self.sock.makefile("r", encoding="latin-1", newline="\n"):',
         r'for line in self.sock.makefile("r", encoding="utf-8", newline="\n"):'),
    ]),
    "second_moves_first": ("solution.py", "second-moves-first", [
        ("heap, mover, other = 12, first, second", "heap, mover, other = 12, second, first"),
    ]),
    "tells_second_waiting": ("solution.py", "sent-other", [
        ("            if waiting:",
         """\
            if waiting:
                Player(conn).tell("waiting")"""),
    ]),
    "timer_in_the_lobby": ("right/threads_per_player.py", "waiting-has-no-limit", [
        ("    def run(self):",
         """\
    def run(self):
        def kick():
            with lock:
                if self in lobby:
                    lobby.remove(self)
                    self.hang_up()
        threading.Timer(limit, kick).start()"""),
    ]),
    "wins_without_why": ("solution.py", "sent-other survivor-not-told", [
        ('survivor.tell("you win: opponent left")', 'survivor.tell("you win")'),
    ]),
}

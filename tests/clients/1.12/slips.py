"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "drops_at_64_kilobytes": ("solution.py", "dropped-soon", [
        ("self.outgoing = queue.SimpleQueue()     # whole lines; None is the end",
         "self.outgoing = queue.Queue()     # whole lines; None is the end"),
        ("if self.outgoing.qsize() < MOST_WAITING:",
         "if sum(len(each) for each in list(self.outgoing.queue) if each) + len(line) <= 65536:"),
        ("            hang_up(self.conn)      # its reading thread sees EOF, and does the rest",
         """\
            print("dropped", self.name, file=sys.stderr)
            hang_up(self.conn)"""),
    ]),
    "echoes_what_is_said": ("right/queues.py", "echoed", [
        ('self.tell(name, name + ": " + line)', 'self.tell(None, name + ": " + line)'),
    ]),
    "greets_first": ("right/queues.py", "sent-other", [
        ('        rest = b""',
         """\
        rest = b""
        self.conn.sendall(b"Your name?\\r\\n")"""),
    ]),
    "lists_in_order_of_arrival": ("right/queues.py", "sent-other", [
        ('self.mail.put("* here: " + " ".join(sorted(self.everybody)))',
         'self.mail.put("* here: " + " ".join(self.everybody))'),
    ]),
    "never_closes_the_connection": ("right/queues.py", "waited", [
        ("""\
        self.mail.put(None)
        self.conn.close()""",
         "        self.mail.put(None)"),
    ]),
    "refused_one_removes_the_other": ("right/queues.py", "sent-other waited", [
        ("                    if name is None:",
         """\
                    if name is None:
                        with self.door:
                            self.everybody.pop(line, None)"""),
    ]),
    "taken_name_may_try_again": ("right/queues.py", "waited", [
        ("""\
                    if name is None:
                        return
""",
         ""),
        ("""\
            self.conn.close()
""",
         ""),
    ]),
    "who_is_told_to_all": ("right/queues.py", "sent-other left-untold", [
        ("else:", "if name is not None:"),
    ]),
}

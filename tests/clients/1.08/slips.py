"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "a_dot_with_blanks": ("right/two_lines_after_the_dot.py", "early-end", [
        ('while (l := lines.next()) != b".": body.append(l)', 'while (l := lines.next()).strip() != b".": body.append(l)'),
    ]),
    "a_second_mail_keeps_the_recipients": ("right/two_lines_after_the_dot.py", "no-recipient", [
        ('elif up.startswith(b"MAIL FROM:<"): sender, rcpts = addr(line), []; say(b"250 ok")',
         'elif up.startswith(b"MAIL FROM:<"): sender = addr(line); say(b"250 ok")'),
    ]),
    "drops_a_repeated_recipient": ("right/two_lines_after_the_dot.py", "file-differs", [
        ('else: rcpts.append(addr(line)); say(b"250 ok")',
         'else: rcpts.append(addr(line)) if addr(line) not in rcpts else 0; say(b"250 ok")'),
    ]),
    "lower_cases_addresses": ("right/two_lines_after_the_dot.py", "file-differs", [
        ("line = lines.next(); up = line.upper()", "line = lines.next().lower(); up = line.upper()"),
    ]),
    "strips_the_lines": ("right/two_lines_after_the_dot.py", "file-differs", [
        ('while (l := lines.next()) != b".": body.append(l)',
         'while (l := lines.next()) != b".": body.append(l.rstrip())'),
    ]),
    "the_envelope_survives_the_connection": ("right/two_lines_after_the_dot.py", "no-sender", [
        ("number = 0",
         """\
number = 0
sender, rcpts = None, []"""),
        ("global number", "global number, sender, rcpts"),
        ("""\
    say(b"220 ready")
    sender, rcpts = None, []""",
         '    say(b"220 ready")'),
    ]),
}

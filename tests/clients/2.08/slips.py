"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "base64_not_told": ("right/raw_socket.py", "mail-differs", [
        ("""\
        "Content-Transfer-Encoding: base64",
""",
         ""),
    ]),
    "forgets_the_last_dot": ("right/raw_socket.py", "waited", [
        (r'say("\r\n".join(stuffed + ["."]), 2)', r'say("\r\n".join(stuffed), 2)'),
    ]),
    "lf_everywhere": ("right/raw_socket.py", "waited bare-lf", [
        (r'conn.sendall(text.encode("utf-8") + b"\r\n")', r'conn.sendall(text.encode("utf-8") + b"\n")'),
        (r'say("\r\n".join(stuffed + ["."]), 2)', r'say("\n".join(stuffed + ["."]), 2)'),
    ]),
    "no_brackets": ("right/raw_socket.py", "exit-status", [
        ('say("MAIL FROM:<%s> BODY=8BITMIME" % sender, 2)', 'say("MAIL FROM:%s" % sender, 2)'),
    ]),
    "no_ehlo": ("right/raw_socket.py", "exit-status", [
        ("""\
        say("EHLO [127.0.0.1]", 2)
""",
         ""),
    ]),
    "no_empty_line": ("right/raw_socket.py", "mail-defect", [
        ("""\
        'Content-Type: multipart/mixed; boundary="=_cut_here"',
        "",""",
         '        \'Content-Type: multipart/mixed; boundary="=_cut_here"\','),
    ]),
    "one_line_of_ehlo": ("right/raw_socket.py", "mail-differs crashed exit-status output-differs not-sent acted-early gave-up", [
        ("""\
        if line[3:4] != b"-":
            return int(line[:3]), line.decode().rstrip()""",
         "        return int(line[:3]), line.decode().rstrip()"),
    ]),
    "one_recv_a_reply": ("right/raw_socket.py", "acted-early", [
        ("""\
    while True:
        line = lines.readline()
        if not line.endswith(b"\\n"):
            raise Refused("the server went away")
        if line[3:4] != b"-":
            return int(line[:3]), line.decode().rstrip()""",
         """\
    line = lines.recv(1024)
    return int(line[:3]), line.decode().rstrip()"""),
        ('    with socket.create_connection((host, int(port))) as conn, conn.makefile("rb") as lines:',
         """\
    with socket.create_connection((host, int(port))) as conn:
        lines = conn"""),
    ]),
    "stuffs_for_sendmail_too": ("right/raw_socket.py", "mail-differs", [
        (r'stuffed = ["." + line if line.startswith(".") else line for line in message.split("\n")]',
         r'stuffed = ["." + line if line.startswith(".") else line for line in message.replace("\n.", "\n..").split("\n")]'),
    ]),
}

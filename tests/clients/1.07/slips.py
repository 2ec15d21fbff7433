"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "closes_after_a_silence": ("right/follows_links.py", "unread-request", [
        ("conn.shutdown(socket.SHUT_WR)", "conn.settimeout(0.2)"),
    ]),
    "head_is_get": ("right/follows_links.py", "status", [
        ('if words[0] != b"GET": return "405 Method Not Allowed", b"only GET"',
         'if words[0].upper() not in (b"GET", b"HEAD"): return "405 Method Not Allowed", b"only GET"'),
    ]),
    "head_is_not_found": ("solution.py", "status", [
        ('    """The whole reply, as bytes."""',
         """\
    \"""The whole reply, as bytes.\"""
    if method == "HEAD":
        return reply("404 Not Found", b"")"""),
    ]),
    "latin_1": ("right/follows_links.py", "misread-name", [
        ('target = unquote(words[1].decode("ascii"), errors="strict")',
         'target = unquote(words[1].decode("ascii"), encoding="latin-1")'),
    ]),
}

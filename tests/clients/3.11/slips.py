"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "spaces_quoted_alone": ("solution.py", "no-link", [
        ("""\
IS_HEAD = os.environ["REQUEST_METHOD"] == "HEAD"        # the header block, and no body
""",
         ""),
        ("""\
    print(flush=True)           # the header block goes first; the bytes take another way
    if not IS_HEAD:""",
         """\
    print(flush=True)           # the header block goes first; the bytes take another way
    if os.environ["REQUEST_METHOD"] != "HEAD":"""),
        ("""\
    if IS_HEAD:
        return
""",
         ""),
        ('address = os.environ["SCRIPT_NAME"] + "/" + quote(path)',
         'address = os.environ["SCRIPT_NAME"] + "/" + path.replace(\' \', \'%20\')'),
        ("""\
        if not IS_HEAD:
            print("There is no such file.")""",
         '        print("There is no such file.")'),
    ]),
}

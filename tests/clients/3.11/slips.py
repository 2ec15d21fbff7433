"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "spaces_quoted_alone": ("solution.py", "no-link", [
        ('address = os.environ["SCRIPT_NAME"] + "/" + quote(path)',
         'address = os.environ["SCRIPT_NAME"] + "/" + path.replace(\' \', \'%20\')'),
    ]),
}

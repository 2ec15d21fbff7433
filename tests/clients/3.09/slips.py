"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "clerk_first": ("right/plain_lock.py", "locked-late", [
        ("    name, message = form()",
         """\
    name, message = form()
    n = clerk.next_number(len(read()))"""),
        ('entries.append({"n": clerk.next_number(len(entries)), "name": name, "message": message})',
         'entries.append({"n": n, "name": name, "message": message})'),
    ]),
    "list_to_the_clerk": ("right/plain_lock.py", "crashed", [
        ('entries.append({"n": clerk.next_number(len(entries)), "name": name, "message": message})',
         'entries.append({"n": clerk.next_number(entries), "name": name, "message": message})'),
    ]),
    "lock_but_in_place": ("right/plain_lock.py", "half-file", [
        ("""\
    with open("tmp.json", "w") as f:
        json.dump(entries, f)
    os.replace("tmp.json", "book.json")""",
         """\
    f = open("book.json", "w")
    f.write(json.dumps(entries))
    f.close()"""),
    ]),
    "no_ids": ("right/plain_lock.py", "not-kept", [
        ('print("<div id=\'entry-%d\'><b>%s</b><br>%s</div>" % (e["n"], html.escape(e["name"]), html.escape(e["message"])))',
         'print("<div class=\'entry-%d\'><b>%s</b><br>%s</div>" % (e["n"], html.escape(e["name"]), html.escape(e["message"])))'),
    ]),
}

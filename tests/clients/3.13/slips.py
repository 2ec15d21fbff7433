"""Slips of beginners in right programs; test_beginners.py says how to read them."""

SLIPS = {
    "catches_nothing_but_logs": ("right/finditer.py", "not-caught", [
        ('return show("500 Internal Server Error", "sorry")', "raise"),
    ]),
    "dollar": ("solution.py", "matched-too-much", [
        ('return re.compile("".join(parts))', 'return re.compile("".join(parts) + "$")'),
        ("match = pattern.fullmatch(path)", "match = pattern.match(path)"),
    ]),
    "dot_escaped_alone": ("solution.py", "no-match", [
        ('parts[index] = "(?P<%s>[^/]+)" % part if index % 2 else re.escape(part)',
         'parts[index] = "(?P<%s>[^/]+)" % part if index % 2 else part.replace(".", "[.]")'),
    ]),
    "escape_tags_only": ("right/finditer.py", "unescaped", [
        ("out += template[end:m.start()] + html.escape(str(values[m.group(1)]))",
         "out += template[end:m.start()] + str(values[m.group(1)]).replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')"),
    ]),
    "old_status_line": ("right/finditer.py", "status-line", [
        ('print("Status: " + status)', 'print("HTTP/1.1 " + status)'),
    ]),
    "only_exact_methods_in_404": ("right/finditer.py", "not-405", [
        ('show("405 Method Not Allowed", "no", ", ".join(methods))', 'show("404 Not Found", "no", ", ".join(methods))'),
    ]),
    "path_info_empty": ("solution.py", "no-match", [
        ('path = os.environ.get("PATH_INFO") or "/"', 'path = os.environ.get("PATH_INFO", "/")'),
    ]),
    "positional": ("right/finditer.py", "failed wrong-parts no-match", [
        ("page = f(**kw)", "page = f(*reversed(list(kw.values())))"),
    ]),
    "post_is_get": ("right/finditer.py", "no-match not-405 method-ignored wrong-allow", [
        ('if method == "HEAD":', 'if method in ("HEAD", "POST"):'),
    ]),
    "prints_the_page_itself": ("right/finditer.py", "wrong-page failed no-match", [
        ('            return show("200 OK", page)',
         """\
            return show("200 OK", "<pre>" + html.escape(page) + "</pre>"
                        )"""),
    ]),
    "replace_chain": ("right/finditer.py", "expanded-again render", [
        ("""\
    out, end = "", 0
    for m in re.finditer(r"{{\\s*(\\w+)\\s*}}", template):
        out += template[end:m.start()] + html.escape(str(values[m.group(1)]))
        end = m.end()
    return out + template[end:]
""",
         """\
    for name in values:
        for mark in ("{{%s}}", "{{ %s }}"):
            template = template.replace(mark % name, html.escape(str(values[name])))
    if "{{" in template:
        raise KeyError(template)
    return template"""),
    ]),
    "sorry_and_200": ("right/finditer.py", "not-500", [
        ('return show("500 Internal Server Error", "sorry")', 'return show("200 OK", "sorry")'),
    ]),
    "unknown_path_raises": ("right/finditer.py", "not-404 crashed", [
        ('show("404 Not Found", "nothing")', "raise LookupError(path)"),
    ]),
    "urlquoted": ("right/finditer.py", "wrong-page render", [
        ("out += template[end:m.start()] + html.escape(str(values[m.group(1)]))",
         "out += template[end:m.start()] + __import__('urllib.parse').parse.quote(str(values[m.group(1)]))"),
    ]),
    "handlers_get_parts_in_their_order": ("solution.py", "wrong-parts", [
        ("handler(**match.groupdict())", "handler(*match.groups())"),
    ]),
    "names_of_small_letters": ("solution.py", "render", [
        (r"\{\{ *(\w+) *\}\}", r"\{\{ *([a-z]+) *\}\}"),
    ]),
    "words_in_a_header": ("solution.py", "traceback-shown", [
        ("    except Exception:", "    except Exception as problem:"),
        ('"<h1>Something went wrong here.</h1>")', '"<h1>Something went wrong here.</h1>", "X-Problem: %s" % problem)'),
    ]),
}

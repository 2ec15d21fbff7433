"""The gateway's own pages: the list of scripts, the page for a script that failed, the plain refusal.

Each is one file of HTML with its style inside: nothing is fetched, so they look the same without a network.
"""

from bundle import VERSION
from bundle.servers.http_reply import REASONS

HTML = "text/html; charset=utf-8"
STYLE_SHEET = "/style.css"      # what scripts may ask for, so that their pages look like ours
NOT_TOLD = "The script behind this address failed. Its author can find the reason in the log."
SHOWN_OUTPUT = 6000     # bytes of a script's output that the failure page shows
SHOWN_LINES = 40


def escape(text):
    """`text` as it may stand in HTML, between tags or in a quoted attribute."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(char, entity)
    return text


def plain(status, sentence):
    """The page of a refusal, as bytes: for visitors, not for authors."""
    title = "{} {}".format(status, REASONS.get(status, ""))
    return page(title, '<main class="small"><h1>{}</h1><p>{}</p></main>'.format(escape(title),
                                                                                 escape(sentence)))


def index(scripts, titles):
    """The list of scripts, as bytes. scripts: [(folder name, address, script name)]; titles: {folder name:
    heading}."""
    from urllib.parse import quote
    groups = {}
    for folder, address, name in scripts:
        groups.setdefault(folder, []).append((address, name))
    body = [INDEX_INTRO if scripts else INDEX_EMPTY]
    for folder, rows in groups.items():
        items = "".join('<li><a href="{}">{}</a></li>'.format(escape(quote(address)), escape(name))
                        for address, name in rows)
        heading = "<h2>{}</h2>".format(escape(titles.get(folder, folder))) if folder else ""
        body.append('<section class="card">{}<ul class="scripts">{}</ul></section>'.format(heading, items))
    return page("Your scripts", "<main><h1>Your scripts</h1>{}</main>".format("".join(body)))


def failure(visit):
    """The page for the author of a script that failed, as bytes: what was wrong, and everything that shows
    it."""
    why = visit.failure
    parts = ['<p class="tag">{} {}</p><h1>{}</h1>'.format(why.status, escape(REASONS[why.status]),
                                                          escape(why.sentence))]
    if why.advice:
        parts.append("<p>{}</p>".format(escape(why.advice)))
    if why.line:
        parts.append("<p>Line {} of <code>{}</code> is where to look.</p>".format(why.line,
                                                                                  escape(visit.name)))
    if why.kind == "out-of-time":
        parts.append("<p>It may wait for input that never comes: read CONTENT_LENGTH bytes, not to the end. "
                     "Or a loop has no end.</p>")
    errors = visit.errors.decode("utf-8", "replace").strip()
    if errors:
        parts.append("<h2>What it said on stderr</h2><pre>{}</pre>".format(escape(errors)))
    parts.append("<h2>What it printed</h2>{}".format(_output(bytes(visit.output), why.bad)))
    parts.append("<details><summary>What it was given</summary><table>{}</table></details>".format(
        _given(visit)))
    parts.append('<p class="quiet">A visitor of a real site would see only “{}”. You see all this because '
                 'you are its author.</p>'.format(escape(REASONS[why.status])))
    return page(why.sentence, "<main>{}</main>".format("".join(parts)))


def _output(output, bad):
    """The output with numbered lines; the one that is no header is marked."""
    if not output:
        return '<p class="quiet">Nothing.</p>'
    rows = []
    lines = output[:SHOWN_OUTPUT].split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    for number, line in enumerate(lines[:SHOWN_LINES], 1):
        text = escape(line.decode("utf-8", "backslashreplace").rstrip("\r"))
        marked = bad is not None and number == bad.number
        rows.append('<li{}>{}</li>'.format(' class="bad"' if marked else "", text or "&nbsp;"))
    is_all = len(lines) <= SHOWN_LINES and len(output) <= SHOWN_OUTPUT
    more = "" if is_all else '<p class="quiet">… and more.</p>'
    return '<ol class="output">{}</ol>{}'.format("".join(rows), more)


def _given(visit):
    rows = ["<tr><th>{}</th><td>{}</td></tr>".format(escape(name),
                                                     escape(value.decode("utf-8", "backslashreplace")))
            for name, value in sorted(visit.variables.items())]
    if visit.body:
        rows.append("<tr><th>stdin</th><td>{}</td></tr>".format(
            escape(visit.body[:2000].decode("utf-8", "backslashreplace"))))
    return "".join(rows)


def page(title, body):
    """A page, as bytes. title: text; body: HTML."""
    return PAGE.format(title=escape(title), style=STYLE, body=body, version=VERSION).encode("utf-8")


def style_sheet():
    """The style of these pages for those that scripts make, as bytes."""
    return (STYLE + STYLE_OF_SCRIPTS).encode("utf-8")


INDEX_INTRO = ("<p>Choose one, and the gateway runs it for you. Save your file and reload: the next visit "
               "runs it anew.</p>")
INDEX_EMPTY = ("<p>There is no script in this folder yet. A script is a file whose name ends in "
               "<code>.py</code>.</p>")

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
{body}
<footer>netprog {version} · from your own machine</footer>
</body>
</html>
"""

STYLE = """
:root { --paper: #faf7f1; --card: #fff; --ink: #23272b; --soft: #6a6f73; --line: #e4ddd0; --accent: #0a6b6f;
  --bad: #b3261e; --bad-paper: #fdecea; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1b1d20; --card: #24272b; --ink: #e8e4dc; --soft: #9ba0a5; --line: #383c41;
    --accent: #6cc5c0; --bad: #ff8f84; --bad-paper: #40211f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
  font: 17px/1.55 Georgia, "Iowan Old Style", "Times New Roman", serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3.5rem 1.5rem 1rem; }
main.small { max-width: 34rem; padding-top: 20vh; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; font-weight: 600; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; font-weight: 600; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1.3rem;
  margin: 1rem 0; }
.card h2 { margin: .1rem 0 .3rem; }
.scripts { list-style: none; margin: 0; padding: 0; }
.scripts a { display: block; padding: .25rem 0; text-underline-offset: 5px; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { text-decoration-thickness: 2px; }
code, pre, .output, .scripts, table {
  font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre, .output { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0;
  overflow-x: auto; }
pre { padding: .9rem 1.1rem; }
.output { padding: .5rem 0 .5rem 3.2rem; white-space: pre; }
.output li { padding: 0 1rem 0 .6rem; }
.output li::marker { color: var(--soft); }
.output .bad { background: var(--bad-paper); color: var(--bad); }
.tag { display: inline-block; margin: 0 0 .8rem; padding: .1rem .7rem; border-radius: 99px;
  background: var(--bad-paper); color: var(--bad); font-size: .85rem; }
.quiet, footer { color: var(--soft); font-size: .9rem; }
details { margin: 1.8rem 0 0; }
summary { cursor: pointer; color: var(--accent); }
table { border-collapse: collapse; margin-top: .6rem; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0;
  border-top: 1px solid var(--line); font-weight: normal; overflow-wrap: anywhere; }
th { color: var(--soft); white-space: nowrap; }
footer { max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem; }
"""

STYLE_OF_SCRIPTS = """
body { max-width: 46rem; margin: 0 auto; padding: 3.5rem 1.5rem; }
input:not([type=checkbox], [type=file]), textarea { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; padding: .35rem .6rem; }
textarea { display: block; width: 100%; min-height: 7rem; }
input:focus, textarea:focus { outline: 2px solid var(--accent); outline-offset: 1px; }
button { font: inherit; color: var(--paper); background: var(--accent); border: 0; border-radius: 6px;
  padding: .4rem 1.2rem; cursor: pointer; }
ol, ul { padding-left: 1.4rem; }
"""

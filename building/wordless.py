"""Python source without its comments and docstrings, line for line.

The runner's own modules and the checks go into the file so: nobody reads them there, and it would be a tenth of it. A
protocol of the practice servers (pop3.py, ftp.py; not what stands behind it, such as ftp_data.py) and the solutions, which
are there to be read, keep their words.
"""

import ast
import io
import re
import tokenize

READ_BY_NOBODY = re.compile(r"(bundle/(?!servers/[a-z0-9]+\.py).*|lessons/.*/check)\.py")


def wordless(source):
    """`source` (str) without comments and docstrings; what is left stands on the lines on which it stood."""
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    for node in _docstrings(ast.parse(source)):
        for row in range(node.lineno, node.end_lineno + 1):
            lines[row - 1] = ""
    return "\n".join(lines)


def _docstrings(tree):
    """The nodes of docstrings that can go: what stands alone in a body has to stay."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and len(node.body) > 1:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                if first.lineno < node.body[1].lineno and (isinstance(node, ast.Module) or first.lineno > node.lineno):
                    yield first

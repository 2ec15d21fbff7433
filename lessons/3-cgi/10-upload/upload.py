"""Files that visitors send, kept in uploads/."""

import html
import os
import sys

MOST = 1000000      # bytes that a body may have
FORM = """\
<!DOCTYPE html>
<title>Upload</title>
<link rel="stylesheet" href="/style.css">
<form method="post" enctype="multipart/form-data">
  <p><label>Files <input type="file" name="file" multiple></label></p>
  <p><label>Note <input name="note"></label></p>
  <p><button>Send</button></p>
</form>
"""

sys.stdout.reconfigure(encoding="utf-8")
os.makedirs("uploads", exist_ok=True)

names = []      # under which the files of this request are kept
note = ""
if os.environ["REQUEST_METHOD"] == "POST":
    # os.environ["CONTENT_TYPE"] has the boundary, and standard input the parts.
    pass

print("Content-Type: text/html; charset=utf-8")
print()
print(FORM)
for name in names:
    print('<p class="saved">{}</p>'.format(html.escape(name)))
print('<p id="note">{}</p>'.format(html.escape(note)))
